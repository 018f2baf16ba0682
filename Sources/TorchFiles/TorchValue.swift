import Files

/// What a `torch.save` file may hold: plain containers, numbers, strings and tensors.
public enum TorchValue: Hashable, Sendable {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case list([TorchValue])
    case tuple([TorchValue])
    case dictionary(TorchDictionary)
    case tensor(Tensor)
    /// Something of which only the name is known: "datetime.datetime", "an integer of 12 bytes". Never written.
    case opaque(String)

    /// A plain `dict` with the entries in the order given.
    public static func dict(_ entries: [(key: TorchValue, value: TorchValue)]) -> TorchValue {
        .dictionary(TorchDictionary(entries))
    }

    /// A plain `dict` with string keys, in the order given.
    public static func dict(_ entries: KeyValuePairs<String, TorchValue>) -> TorchValue {
        .dictionary(TorchDictionary(entries.map { (key: .string($0.key), value: $0.value) }))
    }

    /// The entry `key` of a dictionary; nil where there is none, or where this is no dictionary.
    public subscript(key: String) -> TorchValue? { dictionaryValue?[.string(key)] }

    /// Of a bool.
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// Of an int.
    public var intValue: Int? { if case .int(let value) = self { value } else { nil } }

    /// A float, or an int as a float.
    public var doubleValue: Double? {
        switch self {
        case .float(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }

    /// Of a str.
    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }

    /// The elements of a list or a tuple.
    public var elements: [TorchValue]? {
        switch self {
        case .list(let values), .tuple(let values): values
        default: nil
        }
    }

    /// Of a dict or an OrderedDict.
    public var dictionaryValue: TorchDictionary? { if case .dictionary(let value) = self { value } else { nil } }

    /// Of a tensor.
    public var tensorValue: Tensor? { if case .tensor(let value) = self { value } else { nil } }

    /// As Python compares them, but for ints and floats, which differ here; texts are equal where their bytes are, which
    /// to Swift's String is not the same.
    public static func == (left: TorchValue, right: TorchValue) -> Bool {
        switch (left, right) {
        case (.none, .none): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.float(let left), .float(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)): left == right
        case (.dictionary(let left), .dictionary(let right)): left == right
        case (.tensor(let left), .tensor(let right)): left == right
        case (.opaque(let left), .opaque(let right)): left.hasSameBytes(as: right)
        default: false
        }
    }

    /// By content, as `==` sees it.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .none: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .float(let value): hasher.combine(value)
        case .string(let value): hasher.combine(ExactString(value))
        case .list(let values), .tuple(let values): hasher.combine(values)
        case .dictionary(let value): hasher.combine(value)
        case .tensor(let value): hasher.combine(value)
        case .opaque(let name): hasher.combine(ExactString(name))
        }
    }

    /// What this is, in Python's words: "int", "list", "tensor" …, for messages.
    public var typeName: String {
        switch self {
        case .none: "None"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .string: "str"
        case .list: "list"
        case .tuple: "tuple"
        case .dictionary: "dict"
        case .tensor: "tensor"
        case .opaque(let name): name
        }
    }
}
