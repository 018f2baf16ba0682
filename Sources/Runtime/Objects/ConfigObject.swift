import JSON
import Language
import Results

/// How samples were made, by the names that `sample` has for it; what the file records beyond them by its own.
struct ConfigObject: ObjectValue {
    let config: SampleConfig

    var typeName: String { ObjectTypes.config }

    var summary: String { config.json.entries.map { "\($0.key) \($0.value.pythonText)" }.joined(separator: ", ") }

    /// What `sample` calls a field of a file.
    static let names: [(name: String, field: String, type: ValueType, summary: String)] = [
        ("seeds", "seeds", .optional(.list(.int)), "the seeds"),
        ("n", "num_samples", .optional(.int), "diagrams per seed"),
        ("steps", "sampling_steps", .optional(.int), "denoising steps"),
        ("temperature", "temperature", .optional(.float), "0: argmax"),
        ("top_p", "top_p", .optional(.float), "none: not used"),
        ("unmask", "unmasking_mode", .optional(.string), "random or llada"),
        ("remask", "remasking_strategy", .optional(.string), "cap, rescale or confidence; none without remasking"),
        ("eta", "remasking_eta", .optional(.float), "strength of remasking; none without"),
        ("t_switch", "remasking_t_switch", .optional(.float), "remasking below it; none without"),
        ("checkpoint", "checkpoint", .optional(.string), "the checkpoint's file name"),
        ("is_v2", "is_v2", .optional(.bool), "whether it has learned rates"),
    ]

    func field(_ name: String) -> Value? {
        guard let field = Self.names.first(where: { $0.name == name })?.field else { return nil }
        return config.json[field].flatMap(Value.init(recorded:)) ?? Value.none
    }

    /// A field by the file's own name.
    func element(at index: Value) -> Value? {
        index.text.flatMap { config.json[$0] }.flatMap(Value.init(recorded:))
    }
}

extension Value {
    /// What a file records; nil of what has parts with names.
    fileprivate init?(recorded json: JSON) {
        switch json {
        case .null: self = .none
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .int(number)
        case .float(let number): self = .float(number)
        case .string(let text): self = .string(text)
        case .array(let values): self = .list(values.compactMap(Value.init(recorded:)))
        case .object: return nil
        }
    }
}
