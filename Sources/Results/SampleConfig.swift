import JSON

/// How samples were made: `config` in sample and result files. Files of other versions may lack fields or have more,
/// so every field is optional and what is not known here is kept.
public struct SampleConfig: Hashable, Sendable {
    public var json: JSONObject

    public init(_ json: JSONObject) {
        self.json = json
    }

    public var seeds: [Int]? { json["seeds"]?.array?.compactMap(\.int) }
    public var numSamples: Int? { json["num_samples"]?.int }
    public var samplingSteps: Int? { json["sampling_steps"]?.int }
    public var temperature: Double? { json["temperature"]?.number }
    public var topP: Double? { json["top_p"]?.number }
    /// `random` or `llada`.
    public var unmaskingMode: String? { json["unmasking_mode"]?.string }
    public var remaskingEnabled: Bool? { json["remasking_enabled"]?.bool }
    /// `cap`, `rescale` or `confidence`.
    public var remaskingStrategy: String? { json["remasking_strategy"]?.string }
    public var remaskingEta: Double? { json["remasking_eta"]?.number }
    public var remaskingTSwitch: Double? { json["remasking_t_switch"]?.number }
    /// The checkpoint's file name.
    public var checkpoint: String? { json["checkpoint"]?.string }
    public var isV2: Bool? { json["is_v2"]?.bool }
}

/// A field of `config` that two files disagree on; nil where one lacks it.
public struct ConfigDifference: Hashable, Sendable, CustomStringConvertible {
    public let field: String
    public let first: JSON?
    public let second: JSON?

    /// All fields on which `first` and `second` disagree, in the order of their keys.
    public static func between(_ first: JSONObject, _ second: JSONObject) -> [ConfigDifference] {
        let fields = first.keys + second.keys.filter { first[$0] == nil }
        return fields.compactMap { field in
            if let a = first[field], let b = second[field], a.isEqual(to: b) { return nil }
            return ConfigDifference(field: field, first: first[field], second: second[field])
        }
    }

    public var description: String {
        "\(field): \(first.map(\.pythonText) ?? "--") / \(second.map(\.pythonText) ?? "--")"
    }
}

extension JSON {
    /// The value as Python's `str` shows it: `[42, 123]`, `True`, `0.9`, `None`, a bare string.
    public var pythonText: String {
        if case .string(let text) = self { return text }
        return pythonRepr
    }

    private var pythonRepr: String {
        switch self {
        case .null: "None"
        case .bool(let value): value ? "True" : "False"
        case .int(let value): String(value)
        case .float(let value): PythonFloat.repr(value)
        case .string(let value):
            "'" + value.unicodeScalars.map(Self.pythonEscaped).joined() + "'"
        case .array(let values): "[" + values.map(\.pythonRepr).joined(separator: ", ") + "]"
        case .object(let object):
            "{" + object.entries.map { "'\($0.key)': \($0.value.pythonRepr)" }.joined(separator: ", ") + "}"
        }
    }

    private static func pythonEscaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\": "\\\\"
        case "'": "\\'"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: String(scalar)
        }
    }
}
