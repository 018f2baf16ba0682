/// Python's `dict`: keys in the order first set; setting a key again keeps its place.
public struct TorchDictionary: Hashable, Sendable {
    /// Whether this is a `collections.OrderedDict`, as state dicts are, and is written as one.
    public var isOrderedDict: Bool

    /// In the order they were first set; no two are equal.
    public private(set) var keys: [TorchValue] = []
    /// In the keys' order.
    public private(set) var values: [TorchValue] = []
    /// Where each key stands; kept only for dictionaries too large to search.
    private var index: [TorchValue: Int] = [:]

    private static let searchLimit = 8

    /// The entries in their order; of equal keys the last value, at the place of the first.
    /// - Parameters:
    ///   - isOrderedDict: Whether Python is to see an OrderedDict, as state dicts are.
    public init(_ entries: [(key: TorchValue, value: TorchValue)] = [], isOrderedDict: Bool = false) {
        self.isOrderedDict = isOrderedDict
        for entry in entries { self[entry.key] = entry.value }
    }

    /// Entries.
    public var count: Int { keys.count }

    /// Keys and values in the keys' order.
    public var entries: Zip2Sequence<[TorchValue], [TorchValue]> { zip(keys, values) }

    /// The value of `key`. Setting nil removes the entry.
    public subscript(key: TorchValue) -> TorchValue? {
        get { position(of: key).map { values[$0] } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): values[position] = value
            case (nil, let value?): append(key, value)
            case (let position?, nil): remove(at: position)
            case (nil, nil): break
            }
        }
    }

    /// The value of a text key; setting nil removes the entry.
    public subscript(key: String) -> TorchValue? {
        get { self[.string(key)] }
        set { self[.string(key)] = newValue }
    }

    private func position(of key: TorchValue) -> Int? {
        keys.count > Self.searchLimit ? index[key] : keys.firstIndex(of: key)
    }

    private mutating func append(_ key: TorchValue, _ value: TorchValue) {
        keys.append(key)
        values.append(value)
        if keys.count == Self.searchLimit + 1 {
            reindex()
        } else if keys.count > Self.searchLimit {
            index[key] = keys.count - 1
        }
    }

    private mutating func remove(at position: Int) {
        keys.remove(at: position)
        values.remove(at: position)
        reindex()
    }

    private mutating func reindex() {
        index = [:]
        guard keys.count > Self.searchLimit else { return }
        for (position, key) in keys.enumerated() { index[key] = position }
    }

    /// Whether both have the same entries in the same order, and are of the same class of Python's.
    public static func == (left: TorchDictionary, right: TorchDictionary) -> Bool {
        left.isOrderedDict == right.isOrderedDict && left.keys == right.keys && left.values == right.values
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(keys)
        hasher.combine(values)
    }
}
