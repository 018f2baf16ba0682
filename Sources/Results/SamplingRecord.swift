import BubbleDiagrams
import JSON
import Sampling

// What sample and result files record of a recipe, and the way back. Part of it stands in the reference's `config`, the
// rest in `provenance`.

extension SampleConfig {
    /// The twelve fields in the reference's order: without remasking its three fields are null, confidence has an eta
    /// of 0.0. Then what is used of options that the reference does not have.
    /// - Parameter checkpoint: the file's name.
    public init(_ recipe: SamplingRecipe, seeds: [Int], checkpoint: String) {
        let remasking = recipe.remasking
        json = [
            "seeds": .array(seeds.map { .int($0) }),
            "num_samples": .int(recipe.count),
            "sampling_steps": .int(recipe.steps),
            "temperature": .float(recipe.temperature),
            "top_p": recipe.topP.map { .float($0) } ?? .null,
            "unmasking_mode": .string(recipe.unmasking.rawValue),
            "remasking_enabled": .bool(remasking != nil),
            "remasking_strategy": remasking.map { .string($0.name) } ?? .null,
            "remasking_eta": remasking.map { .float($0.eta ?? 0) } ?? .null,
            "remasking_t_switch": remasking.map { .float($0.tSwitch) } ?? .null,
            "checkpoint": .string(checkpoint),
            "is_v2": .bool(recipe.isV2),
        ]
        for (name, value) in recipe.further.entries { json[name] = value }
    }

    /// The names of the reference's fields.
    private static let common: Set<String> = [
        "seeds", "num_samples", "sampling_steps", "temperature", "top_p", "unmasking_mode", "remasking_enabled",
        "remasking_strategy", "remasking_eta", "remasking_t_switch", "checkpoint", "is_v2",
    ]

    fileprivate var further: JSONObject { json.without(Self.common) }

    /// The same without what has no effect, which the reference and earlier versions of bds record: a `top_p` of 1, a
    /// temperature beside a `top_p`, remasking with an eta or `t_switch` of 0.
    public var effective: JSONObject {
        var json = json
        if let topP, topP >= 1 { json["top_p"] = .null }
        if json["top_p"]?.number != nil, temperature != nil { json["temperature"] = .float(0) }
        if remaskingEnabled == true,
            remaskingTSwitch == 0 || (remaskingStrategy != "confidence" && remaskingEta == 0)
        {
            json["remasking_enabled"] = .bool(false)
            for field in ["strategy", "eta", "t_switch"] { json["remasking_\(field)"] = .null }
        }
        return json
    }
}

extension SamplingRecipe {
    /// The recipe of recorded samples.
    /// - Parameters:
    ///   - config: of the samples file or a result of it.
    ///   - provenance: of the samples.
    ///   - count: diagrams per seed.
    /// - Throws: what is missing, out of range, or not known here.
    public init(
        of config: SampleConfig, provenance: JSONObject, count: Int, layout: TokenLayout
    ) throws(SamplingRecipeError) {
        var record = config.further
        record["checkpoint"] = provenance["checkpoint"]?.object?["sha256"]
        record["noise"] = provenance["schedule"]
        record["n"] = .int(count)
        record["batch"] = provenance["batch"]
        record["steps"] = config.json["sampling_steps"]
        record["unmask"] = config.json["unmasking_mode"]
        record["top_p"] = config.json["top_p"]
        record["temperature"] = config.json["temperature"]
        record["remask"] = provenance["remask"]
        record["rooms"] = provenance["rooms"]
        try self.init(record: record, isV2: config.isV2 ?? false, layout: layout)
    }

    /// What `provenance` records of it, `config` leaving it out.
    public var provenance: JSONObject {
        JSONObject(
            ["noise", "batch", "rooms", "remask"].compactMap { name in
                fields[name].map { (key: name == "noise" ? "schedule" : name, value: $0) }
            })
    }
}
