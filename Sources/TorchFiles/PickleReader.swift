/// Reads the pickle of a `torch.save` file (protocols 2 to 5) as far as plain containers, numbers, strings,
/// OrderedDict and tensors need it. Nothing is imported or called: a name outside `PickleGlobal` ends the reading.
/// See <doc:Pickles>.
struct PickleReader {
    typealias Reason = TorchFileError.Reason
    typealias Item = PickleObjects.Item

    private let bytes: [UInt8]
    private let storage: (_ key: String) throws(Reason) -> [UInt8]
    private var budget: Int
    private var offset = 0
    private var stack: [Item] = []
    /// Stack heights at which a MARK stands.
    private var marks: [Int] = []
    private var memo = PickleMemo()
    private var objects = PickleObjects()

    /// - Parameters:
    ///   - budget: Bytes that tensors may take beyond the storages themselves.
    ///   - storage: Gives the bytes of the storage `key`.
    static func read(
        _ bytes: [UInt8], budget: Int, storage: @escaping (_ key: String) throws(Reason) -> [UInt8]
    ) throws(Reason) -> TorchValue {
        var reader = PickleReader(bytes: bytes, budget: budget, storage: storage)
        return try reader.run()
    }

    private init(bytes: [UInt8], budget: Int, storage: @escaping (_ key: String) throws(Reason) -> [UInt8]) {
        self.bytes = bytes
        self.budget = budget
        self.storage = storage
    }

    private mutating func run() throws(Reason) -> TorchValue {
        while true {
            let start = offset
            let code = try byte()
            if code == PickleCode.stop.rawValue { break }
            guard let known = PickleCode(rawValue: code) else { throw .opcode(code, at: start) }
            try step(known)
        }
        let result = try pop()
        return try PickleResult.value(of: result, in: objects)
    }

    private mutating func step(_ code: PickleCode) throws(Reason) {
        switch code {
        case .proto:
            let version = Int(try byte())
            guard (2...5).contains(version) else { throw .protocolVersion(version) }
        case .frame: _ = try take(8)
        case .stop: break

        case .mark: marks.append(stack.count)
        case .pop: if marks.last == stack.count { marks.removeLast() } else { _ = try pop() }
        case .popMark: _ = try popToMark()
        case .dup: stack.append(try top())
        case .memoize: memo[memo.count] = try top()
        case .binPut: memo[Int(try byte())] = try top()
        case .longBinPut: memo[try length(4)] = try top()
        case .binGet: try push(memo: Int(try byte()))
        case .longBinGet: try push(memo: try length(4))

        case .none: push(.none)
        case .newTrue: push(.bool(true))
        case .newFalse: push(.bool(false))
        case .binInt1: push(.int(Int(try byte())))
        case .binInt2: push(.int(try length(2)))
        case .binInt: push(.int(try integer(4)))
        case .long1: push(.int(try integer(Int(try byte()))))
        case .long4: push(.int(try integer(try length(4))))
        case .binFloat: push(.float(Double(bitPattern: try take(8).reduce(0) { $0 << 8 | UInt64($1) })))
        case .shortBinUnicode: push(.string(try text(Int(try byte()))))
        case .binUnicode: push(.string(try text(try length(4))))
        case .binUnicode8: push(.string(try text(try length(8))))

        case .emptyTuple: stack.append(objects.tuple([]))
        case .tuple1: try pushTuple(1)
        case .tuple2: try pushTuple(2)
        case .tuple3: try pushTuple(3)
        case .tuple: stack.append(objects.tuple(try popToMark()))
        case .emptyList: stack.append(objects.make(.list))
        case .list: stack.append(objects.make(.list, try popToMark()))
        case .append: try append([try pop()])
        case .appends: try append(try popToMark())
        case .emptyDict: stack.append(objects.make(.dict))
        case .dict: stack.append(objects.make(.dict, try pairs(try popToMark())))
        case .setItem: try set(try pop(2))
        case .setItems: try set(try popToMark())

        case .global: stack.append(.global(try PickleGlobal(module: try line(), name: try line())))
        case .stackGlobal: try stackGlobal()
        case .reduce: try reduce()
        case .build: try build()
        case .binPersistentID: stack.append(.storage(try storage(named: try pop())))
        }
    }

    // MARK: What names stand for

    private mutating func stackGlobal() throws(Reason) {
        let parts = try pop(2)
        guard case .value(.string(let module)) = parts[0], case .value(.string(let name)) = parts[1] else {
            throw malformed("a name that is not a string")
        }
        stack.append(.global(try PickleGlobal(module: module, name: name)))
    }

    private mutating func reduce() throws(Reason) {
        let parts = try pop(2)
        guard case .global(let global) = parts[0], let arguments = objects.tupleItems(parts[1]) else {
            throw malformed("a call of something that is not a name")
        }
        switch global {
        case .orderedDict where arguments.isEmpty: stack.append(objects.make(.orderedDict))
        case .size where arguments.count == 1:
            guard let sizes = objects.integers(arguments[0]) else {
                throw malformed("a torch.Size that is not of integers")
            }
            push(.tuple(sizes.map { .int($0) }))
        case .rebuildTensor: push(.tensor(try tensor(arguments)))
        case .rebuildParameter:
            guard case .value(.tensor(let tensor))? = arguments.first else {
                throw malformed("a parameter without its tensor")
            }
            push(.tensor(tensor))
        default: throw malformed("a call with other arguments than PyTorch gives")
        }
    }

    /// `_rebuild_tensor_v2`(storage, offset, size, stride, requires_grad, backward_hooks[, metadata]).
    private mutating func tensor(_ arguments: [Item]) throws(Reason) -> Tensor {
        guard (6...7).contains(arguments.count), case .storage(let storage) = arguments[0],
            case .value(.int(let start)) = arguments[1],
            let shape = objects.integers(arguments[2]), let stride = objects.integers(arguments[3])
        else { throw malformed("a tensor with other arguments than PyTorch gives") }
        return try storage.tensor(offset: start, shape: shape, stride: stride, budget: &budget)
    }

    /// The persistent id ("storage", class, key, location, element count). Where it lay (cpu, cuda:0) does not matter.
    private func storage(named id: Item) throws(Reason) -> TensorStorage {
        guard let parts = objects.tupleItems(id), parts.count == 5,
            case .value(.string("storage")) = parts[0], case .global(.storage(let dtype)) = parts[1],
            case .value(.string(let key)) = parts[2], case .value(.int(let count)) = parts[4], count >= 0
        else { throw malformed("a storage with another id than PyTorch gives") }
        let bytes = try storage(key)
        guard count <= bytes.count / dtype.size else {
            throw .storageTooShort(key: key.printable, elements: bytes.count / dtype.size, needed: count)
        }
        return TensorStorage(key: key, dtype: dtype, count: count, bytes: bytes)
    }

    // Only an OrderedDict may be given a state, as state dicts are given `_metadata`; it is no part of the contents.
    private mutating func build() throws(Reason) {
        _ = try pop()
        guard case .object(let index) = try top(), objects.table[index].kind == .orderedDict else {
            throw malformed("a state for something that has none")
        }
    }

    // MARK: Containers

    private mutating func append(_ items: [Item]) throws(Reason) {
        guard case .object(let index) = try top(), objects.table[index].kind == .list else {
            throw malformed("an element for something that is not a list")
        }
        objects.append(items, to: index)
    }

    private mutating func set(_ items: [Item]) throws(Reason) {
        guard case .object(let index) = try top(), [.dict, .orderedDict].contains(objects.table[index].kind) else {
            throw malformed("an entry for something that is not a dictionary")
        }
        objects.append(try pairs(items), to: index)
    }

    private func pairs(_ items: [Item]) throws(Reason) -> [Item] {
        guard items.count.isMultiple(of: 2) else { throw malformed("a key without a value") }
        for index in stride(from: 0, to: items.count, by: 2) {
            guard case .value(let key) = items[index], !key.isTensor else {
                throw malformed("a key that is neither a number nor a string")
            }
        }
        return items
    }

    private mutating func pushTuple(_ count: Int) throws(Reason) {
        stack.append(objects.tuple(try pop(count)))
    }

    // MARK: The stack

    private mutating func push(_ value: TorchValue) { stack.append(.value(value)) }

    private mutating func push(memo index: Int) throws(Reason) {
        guard let item = memo[index] else { throw malformed("memo \(index), which was never set,") }
        stack.append(item)
    }

    private func top() throws(Reason) -> Item {
        guard let item = stack.last, stack.count > marks.last ?? 0 else { throw malformed("an empty stack") }
        return item
    }

    private mutating func pop() throws(Reason) -> Item {
        let item = try top()
        stack.removeLast()
        return item
    }

    /// The `count` topmost items, the deepest one first.
    private mutating func pop(_ count: Int) throws(Reason) -> [Item] {
        guard stack.count - (marks.last ?? 0) >= count else { throw malformed("an empty stack") }
        let items = Array(stack.suffix(count))
        stack.removeLast(count)
        return items
    }

    private mutating func popToMark() throws(Reason) -> [Item] {
        guard let mark = marks.popLast() else { throw malformed("a missing mark") }
        let items = Array(stack[mark...])
        stack.removeSubrange(mark...)
        return items
    }

    // MARK: Bytes

    private func malformed(_ what: String) -> Reason { .malformed(what, at: offset) }

    private mutating func byte() throws(Reason) -> UInt8 {
        guard offset < bytes.count else { throw .pickleEnds(at: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func take(_ count: Int) throws(Reason) -> ArraySlice<UInt8> {
        guard count <= bytes.count - offset else { throw .pickleEnds(at: bytes.count) }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// An unsigned little-endian number of `count` bytes; what does not fit in an Int is too large for any length.
    private mutating func length(_ count: Int) throws(Reason) -> Int {
        let value = try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let length = Int(exactly: value) else { throw .pickleEnds(at: bytes.count) }
        return length
    }

    /// A signed little-endian number of `count` bytes.
    private mutating func integer(_ count: Int) throws(Reason) -> Int {
        guard count <= 8 else { throw .wideInteger(bytes: count) }
        let digits = try take(count)
        let sign: UInt64 = (digits.last ?? 0) & 0x80 == 0 ? 0 : .max
        return Int(truncatingIfNeeded: digits.reversed().reduce(sign) { $0 << 8 | UInt64($1) })
    }

    private mutating func text(_ count: Int) throws(Reason) -> String {
        guard let text = String(validating: try take(count), as: UTF8.self) else {
            throw malformed("a string that is not UTF-8")
        }
        return text
    }

    private mutating func line() throws(Reason) -> String {
        guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) else {
            throw .pickleEnds(at: bytes.count)
        }
        let text = try text(end - offset)
        offset += 1
        return text
    }
}

extension TorchValue {
    fileprivate var isTensor: Bool { if case .tensor = self { true } else { false } }
}
