/// Reads the pickle of a `torch.save` file (protocols 2 to 5). Nothing is imported or called: what a name outside
/// `PickleGlobal` would make is an opaque value that says its name.
/// See <doc:Pickles>.
struct PickleReader {
    typealias Reason = TorchFileError.Reason
    typealias Item = PickleObjects.Item

    private let bytes: [UInt8]
    private let storage: (_ key: String, _ elementSize: Int, _ isNumbers: Bool) throws(Reason) -> [UInt8]?
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
        var offset = 0
        return try read(bytes, from: &offset, budget: budget) { key, _, isNumbers throws(Reason) in
            isNumbers ? try storage(key) : nil
        }
    }

    /// One of several pickles in a row.
    /// - Parameters:
    ///   - offset: where it begins; moved behind it.
    ///   - storage: gives the bytes of a storage; nil where they are not wanted, and their tensors are opaque.
    static func read(
        _ bytes: [UInt8], from offset: inout Int, budget: Int,
        storage: @escaping (_ key: String, _ elementSize: Int, _ isNumbers: Bool) throws(Reason) -> [UInt8]?
    ) throws(Reason) -> TorchValue {
        var reader = PickleReader(bytes: bytes, budget: budget, storage: storage)
        reader.offset = offset
        let value = try reader.run()
        offset = reader.offset
        return value
    }

    private init(
        bytes: [UInt8], budget: Int,
        storage: @escaping (_ key: String, _ elementSize: Int, _ isNumbers: Bool) throws(Reason) -> [UInt8]?
    ) {
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
        return try PickleResult.value(of: result, in: objects, size: bytes.count)
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
        case .long1: try pushInteger(Int(try byte()))
        case .long4: try pushInteger(try length(4))
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

        case .global: stack.append(.global(PickleGlobal(module: try line(), name: try line())))
        case .stackGlobal: try stackGlobal()
        case .reduce: try reduce()
        case .build: try build()
        case .binPersistentID: stack.append(try storage(named: try pop()))

        case .shortBinBytes: stack.append(.bytes(Array(try take(Int(try byte())))))
        case .binBytes: stack.append(.bytes(Array(try take(try length(4)))))
        case .binBytes8, .byteArray8: stack.append(.bytes(Array(try take(try length(8)))))
        // Texts of Python 2, of no known encoding.
        case .shortBinString: pushOldText(try take(Int(try byte())))
        case .binString: pushOldText(try take(try length(4)))
        case .emptySet: stack.append(objects.make(.list))
        case .addItems: try append(try popToMark())
        case .frozenSet: stack.append(objects.make(.list, try popToMark()))
        case .newObject: try reduce(isNew: true)
        case .newObjectWithKeywords:
            _ = try pop()
            try reduce(isNew: true)
        }
    }

    // MARK: What names stand for

    private mutating func stackGlobal() throws(Reason) {
        let parts = try pop(2)
        guard case .value(.string(let module)) = parts[0], case .value(.string(let name)) = parts[1] else {
            throw malformed("a name that is not a string")
        }
        stack.append(.global(PickleGlobal(module: module, name: name)))
    }

    private mutating func pushInteger(_ count: Int) throws(Reason) {
        if count <= 8 { return push(.int(try integer(count))) }
        _ = try take(count)
        push(.opaque("an integer of \(count) bytes"))
    }

    private mutating func pushOldText(_ bytes: ArraySlice<UInt8>) {
        stack.append(String(validating: bytes, as: UTF8.self).map { .value(.string($0)) } ?? .bytes(Array(bytes)))
    }

    /// - Parameter isNew: whether an object is made without its class's own function.
    private mutating func reduce(isNew: Bool = false) throws(Reason) {
        let parts = try pop(2)
        // What calls a part of something opaque is as opaque.
        if case .value(.opaque(let name)) = parts[0] { return push(.opaque(name)) }
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
        case .rebuildTensor:
            if case .value(.opaque(let name))? = arguments.first { return push(.opaque("a tensor of \(name)")) }
            push(.tensor(try tensor(arguments)))
        case .rebuildParameter:
            switch arguments.first {
            case .value(.tensor(let tensor))?: push(.tensor(tensor))
            case .value(.opaque(let name))?: push(.opaque(name))
            default: throw malformed("a parameter without its tensor")
            }
        case .rebuildFromType where arguments.count == 4:
            stack.append(arguments[0])
            stack.append(arguments[2])
            try reduce()
        case .dictionary: stack.append(objects.make(.dict, copying: arguments.last))
        case .orderedDict where isNew: stack.append(objects.make(.orderedDict))
        case .set: stack.append(objects.make(.list, copying: arguments.first))
        case .namespace: stack.append(objects.make(.namespace))
        case .omegaContainer: stack.append(objects.make(.omegaContainer))
        case .omegaNode: stack.append(objects.make(.omegaNode))
        case .numpyType:
            guard case .value(.string(let name))? = arguments.first else { return push(.opaque("numpy.dtype")) }
            stack.append(.numpyType(name))
        case .numpyArray: stack.append(objects.make(.box, [.value(.opaque("a numpy array"))]))
        case .numpyScalar: push(Self.scalar(arguments) ?? .opaque("a numpy scalar"))
        case .encode:
            guard case .value(.string(let text))? = arguments.first else { return push(.opaque("bytes")) }
            stack.append(.bytes(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }))
        case .other: push(.opaque(global.name))
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
    /// In the old format a sixth part follows: None, or which part (key, offset, size) of the storage is meant.
    private func storage(named id: Item) throws(Reason) -> Item {
        guard let parts = objects.tupleItems(id), (5...6).contains(parts.count),
            case .value(.string("storage")) = parts[0], case .global(let type) = parts[1],
            case .value(.string(let key)) = parts[2], case .value(.int(let count)) = parts[4], count >= 0
        else { throw malformed("a storage with another id than PyTorch gives") }
        guard case .storage(let dtype) = type else {
            _ = try storage(key, type.elementSize, false)
            return .value(.opaque(type.name))
        }
        guard var bytes = try storage(key, dtype.size, true) else { return .value(.opaque(type.name)) }
        if parts.count == 6, let view = objects.tupleItems(parts[5]) {
            guard view.count == 3, case .value(.int(let start)) = view[1], case .value(.int(let size)) = view[2],
                start >= 0, size >= 0, start <= bytes.count / dtype.size, size <= bytes.count / dtype.size - start
            else { throw malformed("a view beyond its storage") }
            bytes = Array(bytes[start * dtype.size..<(start + size) * dtype.size])
            return .storage(TensorStorage(key: key, dtype: dtype, count: size, bytes: bytes))
        }
        guard count <= bytes.count / dtype.size else {
            throw .storageTooShort(key: key.printable, elements: bytes.count / dtype.size, needed: count)
        }
        return .storage(TensorStorage(key: key, dtype: dtype, count: count, bytes: bytes))
    }

    // The state of an OrderedDict (`_metadata`) is no part of its contents; that of something opaque is not looked at.
    private mutating func build() throws(Reason) {
        let state = try pop()
        switch try top() {
        case .object(let index):
            switch objects.table[index].kind {
            case .orderedDict, .dict, .list: break
            case .namespace: if let entries = entries(state) { objects.append(entries, to: index) }
            case .omegaContainer, .omegaNode:
                let key = objects.table[index].kind == .omegaNode ? "_val" : "_content"
                if let value = entry(key, of: state) { objects.set([value], of: index) }
            case .box: if let array = try array(state) { objects.set([.value(.tensor(array))], of: index) }
            case .tuple: throw malformed("a state for something that has none")
            }
        case .numpyType(let name):
            stack[stack.count - 1] = .numpyType(name)
            if let parts = objects.tupleItems(state), parts.count > 1, case .value(.string(">")) = parts[1] {
                stack[stack.count - 1] = .numpyType("of most significant bytes first")
            }
        case .value(.opaque): break
        default: throw malformed("a state for something that has none")
        }
    }

    /// Keys and values of a dictionary, in turn.
    private func entries(_ item: Item) -> [Item]? {
        if case .object(let index) = item, [.dict, .orderedDict].contains(objects.table[index].kind) {
            return objects.table[index].items
        }
        return nil
    }

    private func entry(_ key: String, of item: Item) -> Item? {
        guard let entries = entries(item) else { return nil }
        for index in stride(from: 0, to: entries.count - 1, by: 2) {
            if case .value(.string(key)) = entries[index] { return entries[index + 1] }
        }
        return nil
    }

    /// An array's state: (version, shape, type, whether column by column, bytes).
    private func array(_ state: Item) throws(Reason) -> Tensor? {
        guard let parts = objects.tupleItems(state), parts.count == 5, let shape = objects.integers(parts[1]),
            case .numpyType(let name) = parts[2], let dtype = Tensor.DType(numpy: name),
            case .value(.bool(false)) = parts[3], case .bytes(let bytes) = parts[4]
        else { return nil }
        return try? Tensor(dtype: dtype, shape: shape, bytes: bytes)
    }

    /// `scalar`(type, bytes).
    private static func scalar(_ arguments: [Item]) -> TorchValue? {
        guard arguments.count == 2, case .numpyType(let name) = arguments[0], case .bytes(let bytes) = arguments[1],
            let dtype = Tensor.DType(numpy: name),
            let tensor = try? Tensor(dtype: dtype, shape: [], bytes: bytes)
        else { return nil }
        if dtype == .bool { return (try? tensor.bools())?.first.map { .bool($0) } }
        if let number = (try? tensor.int64s())?.first { return .int(number) }
        return (try? tensor.doubles())?.first.map { .float($0) }
    }

    // MARK: Containers

    private mutating func append(_ items: [Item]) throws(Reason) {
        if case .value(.opaque) = try top() { return }
        guard case .object(let index) = try top(), objects.table[index].kind == .list else {
            throw malformed("an element for something that is not a list")
        }
        objects.append(items, to: index)
    }

    private mutating func set(_ items: [Item]) throws(Reason) {
        if case .value(.opaque) = try top() { return }
        guard case .object(let index) = try top(), [.dict, .orderedDict].contains(objects.table[index].kind) else {
            throw malformed("an entry for something that is not a dictionary")
        }
        objects.append(try pairs(items), to: index)
    }

    private func pairs(_ items: [Item]) throws(Reason) -> [Item] {
        guard items.count.isMultiple(of: 2) else { throw malformed("a key without a value") }
        for index in stride(from: 0, to: items.count, by: 2) {
            switch items[index] {
            case .value(let key) where !key.isTensor: continue
            case .object(let object) where objects.table[object].kind == .tuple: continue
            case .global, .bytes, .numpyType: continue
            default: throw malformed("a key that is neither a number nor a string")
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
        guard count <= 8 else { throw malformed("an integer of \(count) bytes") }
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
