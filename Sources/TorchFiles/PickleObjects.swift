/// What a pickle builds, while it builds it: containers may be shared and filled later, so they lie in one table and
/// refer to each other by number. (Nothing here owns another thing, so no nesting can overflow the stack.)
struct PickleObjects {
    enum Item {
        /// A finished value without containers in it, except a tuple of such values.
        case value(TorchValue)
        case object(Int)
        case global(PickleGlobal)
        case storage(TensorStorage)
        case bytes([UInt8])
        /// A NumPy element type by its name, "f8"; with a byte order that is not this machine's, of no name.
        case numpyType(String)
    }

    enum Kind {
        case list, tuple, dict, orderedDict
        /// One value that is known only later, or was given attributes.
        case box, namespace, omegaContainer, omegaNode
    }

    struct Object {
        let kind: Kind
        /// Elements; of dictionaries key, value, key, value …
        var items: [Item]
    }

    private(set) var table: [Object] = []

    mutating func make(_ kind: Kind, _ items: [Item] = []) -> Item {
        table.append(Object(kind: kind, items: items))
        return .object(table.count - 1)
    }

    /// With the elements of another of its kind; empty where the item is none.
    mutating func make(_ kind: Kind, copying item: Item?) -> Item {
        guard case .object(let index)? = item, table[index].kind == kind else { return make(kind) }
        return make(kind, table[index].items)
    }

    mutating func tuple(_ items: [Item]) -> Item {
        var values: [TorchValue] = []
        values.reserveCapacity(items.count)
        for item in items {
            guard case .value(let value) = item, !value.isTuple else { return make(.tuple, items) }
            values.append(value)
        }
        return .value(.tuple(values))
    }

    mutating func set(_ items: [Item], of index: Int) { table[index].items = items }

    mutating func append(_ items: some Sequence<Item>, to index: Int) {
        table[index].items.append(contentsOf: items)
    }

    /// The elements of a tuple; nil for anything else.
    func tupleItems(_ item: Item) -> [Item]? {
        switch item {
        case .value(.tuple(let values)): values.map { .value($0) }
        case .object(let index) where table[index].kind == .tuple: table[index].items
        default: nil
        }
    }

    /// The elements of a tuple of ints; nil for anything else.
    func integers(_ item: Item) -> [Int]? {
        guard let items = tupleItems(item) else { return nil }
        var integers: [Int] = []
        for case .value(.int(let integer)) in items { integers.append(integer) }
        return integers.count == items.count ? integers : nil
    }
}

extension TorchValue {
    var isTuple: Bool { if case .tuple = self { true } else { false } }
}

/// What a pickle has put aside, by number. Writers count up from 0, so that is an array; any other number is looked up.
struct PickleMemo {
    private var inOrder: [PickleObjects.Item] = []
    private var others: [Int: PickleObjects.Item] = [:]

    var count: Int { inOrder.count + others.count }

    subscript(number: Int) -> PickleObjects.Item? {
        get { inOrder.indices.contains(number) ? inOrder[number] : others[number] }
        set {
            guard let newValue else { return }
            if inOrder.indices.contains(number) {
                inOrder[number] = newValue
            } else if number == inOrder.count, others.isEmpty {
                inOrder.append(newValue)
            } else {
                others[number] = newValue
            }
        }
    }
}

/// Turns the table into a value, each object once however often it is shared.
struct PickleResult {
    static let depthLimit = 100
    /// Shared containers count every time they are met: a value that small bytes blow up is refused.
    private let countLimit: Int

    private let table: [PickleObjects.Object]
    private var finished: [Int: (value: TorchValue, count: Int)] = [:]

    static func value(
        of item: PickleObjects.Item, in objects: PickleObjects, size: Int
    ) throws(TorchFileError.Reason) -> TorchValue {
        var result = PickleResult(table: objects.table, countLimit: 1_000_000 + 64 * size)
        return try result.value(of: item, depth: 0).value
    }

    private init(table: [PickleObjects.Object], countLimit: Int) {
        self.table = table
        self.countLimit = countLimit
    }

    private mutating func value(
        of item: PickleObjects.Item, depth: Int
    ) throws(TorchFileError.Reason) -> (value: TorchValue, count: Int) {
        switch item {
        case .value(.string(let text)): return (.string(text), 1 + text.utf8.count / 16)
        case .value(let value): return (value, 1)
        case .global(let global): return (.opaque(global.name), 1)
        case .storage: return (.opaque("a storage"), 1)
        case .bytes(let bytes): return (.opaque("\(bytes.count) bytes"), 1)
        case .numpyType(let name): return (.opaque("numpy.dtype \(name)"), 1)
        case .object(let index):
            if let known = finished[index] { return known }
            if depth == Self.depthLimit { throw .tooDeep(limit: Self.depthLimit) }
            let object = table[index]
            var values: [TorchValue] = []
            values.reserveCapacity(object.items.count)
            var count = 1
            for element in object.items {
                let (value, size) = try value(of: element, depth: depth + 1)
                values.append(value)
                count += size
                if count > countLimit { throw .tooLarge }
            }
            let value: TorchValue =
                switch object.kind {
                case .list: .list(values)
                case .tuple: .tuple(values)
                case .dict, .orderedDict, .namespace:
                    .dictionary(Self.dictionary(values, object.kind == .orderedDict))
                case .box, .omegaContainer, .omegaNode: values.first ?? .opaque("omegaconf")
                }
            finished[index] = (value, count)
            return (value, count)
        }
    }

    private static func dictionary(_ alternating: [TorchValue], _ isOrdered: Bool) -> TorchDictionary {
        var dictionary = TorchDictionary(isOrderedDict: isOrdered)
        for index in stride(from: 0, to: alternating.count - 1, by: 2) {
            dictionary[alternating[index]] = alternating[index + 1]
        }
        return dictionary
    }
}
