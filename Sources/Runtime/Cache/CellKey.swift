import Files
import JSON
import Results
import Sampling

/// All that decides one seed's samples: a cell's key. Who computes them, where, when, with which version of bds and how
/// many threads is no part of it.
struct CellKey: Sendable {
    let method: String
    let seed: Int
    /// Name and value of everything that counts, in a fixed order.
    let fields: JSONObject
    /// SHA-256 of `fields` as JSON.
    let digest: String

    init(_ request: SamplingRequest, _ object: CheckpointObject, seed: Int) {
        method = request.method(isV2: object.checkpoint.header.isV2)
        self.seed = seed
        fields = [
            "checkpoint": .string(object.checkpoint.sha256),
            "noise": .string(request.schedule),
            "n": .int(request.count),
            "batch": .int(request.batchSize),
            "steps": .int(request.steps),
            "unmask": .string(request.unmasking.rawValue),
            "top_p": request.topP.map { .float($0) } ?? .null,
            "temperature": .float(request.temperature),
            "remask": request.remaskingRecord,
            "rooms": request.roomsRecord,
            "seed": .int(seed),
            "random_stream": .string("torch-mt19937"),
        ]
        digest = SHA256.of(Array(JSON.object(fields).text.utf8))
    }

    /// Why samples that were made under `earlier` are not these: "checkpoint content changed", "n changed: 100 → 200".
    func differences(from earlier: JSONObject) -> [String] {
        fields.entries.compactMap { name, value in
            guard let before = earlier[name], !before.isEqual(to: value) else { return nil }
            switch name {
            case "checkpoint": return "checkpoint content changed"
            case "rooms": return "room counts changed"
            default: return "\(name) changed: \(before.pythonText) → \(value.pythonText)"
            }
        }
    }
}

extension SamplingRequest {
    /// Room counts as provenance records them.
    var roomsRecord: JSON {
        switch rooms {
        case .fixed(let rooms): .int(rooms)
        case .uniform: .string("uniform")
        case .distribution(let shares): .array(shares.map { .float(Double($0)) })
        }
    }

    var remaskingRecord: JSON {
        guard let remasking else { return .string("none") }
        let name: String
        var eta: JSON = .null
        switch remasking.strategy {
        case .cap(let value): (name, eta) = ("cap", .float(value))
        case .rescale(let value): (name, eta) = ("rescale", .float(value))
        case .confidence: name = "confidence"
        }
        return .object(["strategy": .string(name), "eta": eta, "t_switch": .float(remasking.tSwitch)])
    }
}
