import BubbleDiagrams
import Files
import JSON
import Results
import Sampling

/// All that decides one seed's samples: its recipe and its number. Who computes them, where, when, with which version of
/// bds and how many threads is no part of it.
struct CachedSeedKey: Sendable {
    let recipe: SamplingRecipe
    let seed: Int
    /// The checkpoint's.
    let layout: TokenLayout
    /// The recipe's fields, the seed and its stream, as a cached seed records them.
    let fields: JSONObject
    /// SHA-256 of `fields` as JSON.
    let digest: String

    /// The random stream, which no option changes.
    private static let stream = JSON.string("torch-mt19937")

    init(_ recipe: SamplingRecipe, seed: Int, layout: TokenLayout) {
        self.recipe = recipe
        self.seed = seed
        self.layout = layout
        var fields = recipe.fields
        fields["seed"] = .int(seed)
        fields["random_stream"] = Self.stream
        self.fields = fields
        digest = SHA256.of(Array(JSON.object(fields).text.utf8))
    }

    /// Whether `record` is of this seed and recipe, with or without what has no effect.
    func matches(_ record: JSONObject) -> Bool {
        guard record["seed"] == .int(seed), record["random_stream"] == Self.stream else { return false }
        let recorded = try? SamplingRecipe(
            record: record.without(["seed", "random_stream"]), isV2: recipe.isV2, layout: layout)
        return recorded == recipe
    }

    /// Why samples that were made under `earlier` are not these: "checkpoint content changed", "n changed: 100 → 200".
    func differences(from earlier: JSONObject) -> [String] {
        let names = fields.keys + earlier.keys.filter { fields[$0] == nil }
        return names.compactMap { name in
            let (before, now) = (earlier[name] ?? .null, fields[name] ?? .null)
            if before.isEqual(to: now) { return nil }
            switch name {
            case "checkpoint": return "checkpoint content changed"
            case "rooms": return "room counts changed"
            default: return "\(name) changed: \(before.pythonText) → \(now.pythonText)"
            }
        }
    }
}
