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

    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    public var intValue: Int? { if case .int(let value) = self { value } else { nil } }

    /// A float, or an int as a float.
    public var doubleValue: Double? {
        switch self {
        case .float(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }

    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }

    /// The elements of a list or a tuple.
    public var elements: [TorchValue]? {
        switch self {
        case .list(let values), .tuple(let values): values
        default: nil
        }
    }

    public var dictionaryValue: TorchDictionary? { if case .dictionary(let value) = self { value } else { nil } }

    public var tensorValue: Tensor? { if case .tensor(let value) = self { value } else { nil } }

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
        }
    }
}
