import JSON
import TorchFiles

extension JSON {
    /// The plain part of a `torch.save` file; tuples become lists.
    /// - Returns: nil where there is a tensor or a key that is no string.
    init?(_ value: TorchValue) {
        switch value {
        case .none: self = .null
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .float(let value): self = .float(value)
        case .string(let value): self = .string(value)
        case .list(let values), .tuple(let values):
            let elements = values.compactMap { JSON($0) }
            guard elements.count == values.count else { return nil }
            self = .array(elements)
        case .dictionary(let dictionary):
            var object = JSONObject()
            for (key, value) in dictionary.entries {
                if case .opaque = value { continue }
                guard let key = key.stringValue, let value = JSON(value) else { return nil }
                object[key] = value
            }
            self = .object(object)
        case .tensor, .opaque: return nil
        }
    }

    var torchValue: TorchValue {
        switch self {
        case .null: .none
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .float(let value): .float(value)
        case .string(let value): .string(value)
        case .array(let values): .list(values.map(\.torchValue))
        case .object(let object): object.torchValue
        }
    }
}

extension JSONObject {
    var torchValue: TorchValue { .dict(entries.map { (key: .string($0.key), value: $0.value.torchValue) }) }
}
