import Files

/// A JSON value as Python's `json` module sees it: objects keep the order of their keys, ints and floats are distinct,
/// NaN and infinities are numbers. See <doc:PythonJSON>.
public enum JSON: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    /// An int or a float as a float.
    public var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .float(let value): value
        default: nil
        }
    }

    /// An int; nil for a float, even a whole one.
    public var int: Int? { if case .int(let value) = self { value } else { nil } }

    /// True or false.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A text.
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The values of a list.
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }

    /// The entries of an object.
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// What this is, for messages: "a number", "an object" …
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .int, .float: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// Whether Python would call the two equal: 1 and 1.0 are, the order of keys is nothing, and texts are equal where
    /// their bytes are.
    public func isEqual(to other: JSON) -> Bool {
        switch (self, other) {
        case (.int(let a), .int(let b)): a == b
        case (.int, .float), (.float, .int), (.float, .float): number == other.number
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isEqual(to: $1) }
        case (.object(let a), .object(let b)):
            a.count == b.count && a.entries.allSatisfy { entry in b[entry.key]?.isEqual(to: entry.value) ?? false }
        default: self == other
        }
    }
}

// Strings are the same when their bytes are.
extension JSON: Hashable {
    /// Strings and keys by their bytes; see `isEqual` for what Python calls equal.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.float(let a), .float(let b)): a == b
        case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }

    /// By content, as `==` compares.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .float(let value): hasher.combine(value)
        case .string(let text): hasher.combine(ExactString(text))
        case .array(let values): hasher.combine(values)
        case .object(let object): hasher.combine(object)
        }
    }
}

/// Keys and values in the order first written; writing a key again keeps its place. Keys are told apart by their bytes.
public struct JSONObject: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    private struct Item: Hashable, Sendable {
        let key: ExactString
        var value: JSON
    }

    private var items: [Item] = []
    /// Where the keys stand, once there are so many that looking through them all takes longer: a file may hold a
    /// million small objects.
    private var places: [ExactString: Int] = [:]
    private static let fewItems = 16

    /// Without entries.
    public init() {}

    /// Of equal keys the last wins, in the place of the first.
    public init(_ entries: some Sequence<(key: String, value: JSON)>) {
        for entry in entries { self[entry.key] = entry.value }
    }

    /// Of equal keys the last wins, in the place of the first.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        for (key, value) in elements { self[key] = value }
    }

    /// In the order first written.
    public var keys: [String] { items.map(\.key.text) }
    /// Entries.
    public var count: Int { items.count }
    /// Whether there are no entries.
    public var isEmpty: Bool { items.isEmpty }

    /// In the order their keys were first written.
    public var entries: [(key: String, value: JSON)] { items.map { ($0.key.text, $0.value) } }

    /// Setting nil removes the entry.
    public subscript(key: String) -> JSON? {
        get { place(of: ExactString(key)).map { items[$0].value } }
        set {
            let key = ExactString(key)
            switch (place(of: key), newValue) {
            case (let place?, let value?): items[place].value = value
            case (let place?, nil):
                items.remove(at: place)
                places = [:]
                index(from: 0)
            case (nil, let value?):
                items.append(Item(key: key, value: value))
                index(from: items.count == Self.fewItems + 1 ? 0 : items.count - 1)
            case (nil, nil): break
            }
        }
    }

    private func place(of key: ExactString) -> Int? {
        items.count > Self.fewItems ? places[key] : items.firstIndex { $0.key == key }
    }

    private mutating func index(from start: Int) {
        guard items.count > Self.fewItems else { return }
        for place in start..<items.count { places[items[place].key] = place }
    }

    /// By entries and their order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool { left.items == right.items }

    /// By entries and their order.
    public func hash(into hasher: inout Hasher) { hasher.combine(items) }

    /// Writes the entries of another one into this.
    public mutating func merge(_ other: JSONObject) { for (key, value) in other.entries { self[key] = value } }

    /// These entries without those of `keys`.
    public func without(_ keys: Set<String>) -> JSONObject {
        JSONObject(entries.filter { !keys.contains($0.key) })
    }

    /// The entries of `keys` alone.
    public func only(_ keys: Set<String>) -> JSONObject { JSONObject(entries.filter { keys.contains($0.key) }) }

    /// These entries without those of `keys`, in the objects among the entries, too.
    public func withoutAnywhere(_ keys: Set<String>) -> JSONObject {
        JSONObject(
            without(keys).entries.map { key, value in
                (key: key, value: value.object.map { .object($0.withoutAnywhere(keys)) } ?? value)
            })
    }
}
