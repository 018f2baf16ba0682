import JSON

/// How samples were made: `config` in sample and result files. Files of other versions may lack fields or have more,
/// so every field is optional and what is not known here is kept.
public struct SampleConfig: Hashable, Sendable {
    /// Every field as the file has it, in its order.
    public var json: JSONObject

    /// The fields of a file.
    public init(_ json: JSONObject) {
        self.json = json
    }

    /// Seeds sampled; nil where the file does not say, as with every field.
    public var seeds: [Int]? { json["seeds"]?.array?.compactMap(\.int) }
    /// Diagrams of each seed.
    public var numSamples: Int? { json["num_samples"]?.int }
    /// Denoising steps.
    public var samplingSteps: Int? { json["sampling_steps"]?.int }
    /// 0 for argmax; without effect where there is a top_p below 1.
    public var temperature: Double? { json["temperature"]?.number }
    /// nil where it is not used.
    public var topP: Double? { json["top_p"]?.number }
    /// `random` or `llada`.
    public var unmaskingMode: String? { json["unmasking_mode"]?.string }
    /// Whether tokens were masked again.
    public var remaskingEnabled: Bool? { json["remasking_enabled"]?.bool }
    /// `cap`, `rescale` or `confidence`.
    public var remaskingStrategy: String? { json["remasking_strategy"]?.string }
    /// The eta of `cap` and `rescale`; nil without remasking.
    public var remaskingEta: Double? { json["remasking_eta"]?.number }
    /// Remasking happened below this time; nil without remasking.
    public var remaskingTSwitch: Double? { json["remasking_t_switch"]?.number }
    /// The checkpoint's file name.
    public var checkpoint: String? { json["checkpoint"]?.string }
    /// Whether the checkpoint has learned rates.
    public var isV2: Bool? { json["is_v2"]?.bool }
}

/// A field of `config` that two files disagree on; nil where one lacks it.
public struct ConfigDifference: Hashable, Sendable, CustomStringConvertible {
    /// The field's key.
    public let field: String
    /// Its value in the first file.
    public let first: JSON?
    /// Its value in the second file.
    public let second: JSON?

    /// All fields on which `first` and `second` disagree, in the order of their keys.
    public static func between(_ first: JSONObject, _ second: JSONObject) -> [ConfigDifference] {
        let fields = first.keys + second.keys.filter { first[$0] == nil }
        return fields.compactMap { field in
            if let a = first[field], let b = second[field], a.isEqual(to: b) { return nil }
            return ConfigDifference(field: field, first: first[field], second: second[field])
        }
    }

    /// "field: first / second", values as Python prints them, `--` for what is missing.
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
