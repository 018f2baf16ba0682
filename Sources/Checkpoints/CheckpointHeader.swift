import BubbleDiagrams
import Foundation
import Sampling
import TorchFiles

/// What a checkpoint says of itself: all but the weights. See <doc:CheckpointFile>.
public struct CheckpointHeader: Sendable {
    /// Sizes of v2's rate network (`config.noise`).
    public struct RateNetworkSizes: Sendable {
        /// `d_emb`: of a room's embedding.
        public let embeddingWidth: Int
        /// `hidden_dim`: of the MLP that makes coefficients.
        public let hiddenWidth: Int
        /// `K`: of the polynomial.
        public let degree: Int
    }

    /// The sizes of the denoiser, `n_max` included.
    public let denoiser: DenoiserConfiguration
    /// `config.noise.type`: the name of a `NoiseSchedule`, or learned for v2.
    public let noiseType: String
    /// The schedule with the checkpoint's own parameters; nil for v2.
    public let schedule: NoiseSchedule?
    /// The sizes of v2's rate network; nil for v1.
    public let rateNetwork: RateNetworkSizes?
    /// Whole passes over the train split before it was saved, where the file says so.
    public let epoch: Int?

    /// Whether its rates are learned.
    public var isV2: Bool { rateNetwork != nil }

    init(_ file: TorchValue, in url: URL) throws {
        guard case .dictionary? = file["model_state_dict"] else {
            throw CheckpointError(url, .missing("model_state_dict", "the denoiser's tensors"))
        }
        let config = Configuration(url: url, values: file["config"], place: "config")
        let model = config.part("model")
        let tensors = file["model_state_dict"]

        // What the tensors show serves where the config lacks it; the number of heads cannot be seen in them.
        func shape(_ key: String) -> [Int]? {
            guard case .tensor(let tensor)? = tensors?[key] else { return nil }
            return tensor.shape
        }
        let width = try model.size("d_model", or: shape(DenoiserTensorName.roomEmbedding)?.last, upTo: 1 << 16)
        let hidden = shape(DenoiserTensorName.mlpHidden(0) + ".weight")?.first
        let maxRooms = try config.part("data").size(
            "n_max", or: shape(DenoiserTensorName.roomIndex)?.first, upTo: TokenLayout.maxRoomsLimit)
        var layers = 0
        while shape(DenoiserTensorName.norm1(layers) + ".weight") != nil { layers += 1 }
        denoiser = DenoiserConfiguration(
            layout: TokenLayout(maxRooms: maxRooms),
            modelWidth: width,
            layerCount: try model.size("n_layers", or: layers, upTo: 1 << 10),
            headCount: try model.size("n_heads", or: nil, upTo: width),
            conditionWidth: try model.size(
                "cond_dim", or: shape(DenoiserTensorName.timeOutput + ".weight")?.first, upTo: 1 << 16),
            mlpRatio: try model.size("mlp_ratio", or: hidden.map { $0 / width }, upTo: 1 << 8),
            frequencyWidth: try model.size(
                "frequency_embedding_size", or: shape(DenoiserTensorName.timeHidden + ".weight")?.last, upTo: 1 << 16))
        guard width % denoiser.headCount == 0 else {
            throw CheckpointError(
                url, .badSize("config.model.n_heads", found: "\(denoiser.headCount)", expected: "a divisor of \(width)")
            )
        }
        guard denoiser.frequencyWidth % 2 == 0 else {
            throw CheckpointError(
                url,
                .badSize(
                    "config.model.frequency_embedding_size", found: "\(denoiser.frequencyWidth)",
                    expected: "an even number"))
        }

        let noise = config.part("noise")
        noiseType = try noise.text("type")
        if case .dictionary? = file["rate_network_state_dict"] {
            guard noiseType == "learned" || NoiseSchedule.names.contains(noiseType) else {
                throw CheckpointError(url, .unknownNoise(noiseType))
            }
            schedule = nil
            rateNetwork = RateNetworkSizes(
                embeddingWidth: try noise.size("d_emb", or: 32, upTo: 1 << 12),
                hiddenWidth: try noise.size("hidden_dim", or: 64, upTo: 1 << 12),
                degree: try noise.size("K", or: 4, upTo: 1 << 8))
        } else {
            rateNetwork = nil
            if noiseType == "learned" {
                throw CheckpointError(url, .missing("rate_network_state_dict", "a v2 model's rates"))
            }
            schedule = try NoiseSchedule(name: noiseType) { try noise.float($0.name, in: $0.range) }
            if schedule == nil { throw CheckpointError(url, .unknownNoise(noiseType)) }
        }
        if case .int(let epoch)? = file["epoch"] { self.epoch = epoch } else { epoch = nil }
    }
}

/// A part of a checkpoint's `config`.
private struct Configuration {
    let url: URL
    let values: TorchValue?
    let place: String

    func part(_ key: String) -> Configuration {
        Configuration(url: url, values: values?[key], place: "\(place).\(key)")
    }

    /// A positive whole number; `fallback` where the config lacks it.
    func size(_ key: String, or fallback: Int?, upTo limit: Int) throws -> Int {
        let found: Int
        switch values?[key] {
        case .int(let number)?: found = number
        case .float(let number)? where number.rounded() == number && abs(number) < 1e9: found = Int(number)
        case nil:
            guard let fallback else {
                throw CheckpointError(url, .missing("\(place).\(key)", "a whole number"))
            }
            found = fallback
        case let other?:
            throw CheckpointError(
                url, .badSize("\(place).\(key)", found: other.shown, expected: "a whole number"))
        }
        guard (1...limit).contains(found) else {
            throw CheckpointError(url, .badSize("\(place).\(key)", found: "\(found)", expected: "1 to \(limit)"))
        }
        return found
    }

    /// A number; nil where the config lacks it.
    func float(_ key: String, in range: ClosedRange<Double>) throws -> Float? {
        let found: Double
        switch values?[key] {
        case .int(let number)?: found = Double(number)
        case .float(let number)?: found = number
        case nil: return nil
        case let other?:
            throw CheckpointError(url, .badSize("\(place).\(key)", found: other.shown, expected: "a number"))
        }
        guard range.contains(found) else {
            throw CheckpointError(
                url,
                .badSize(
                    "\(place).\(key)", found: "\(found)", expected: "\(range.lowerBound) to \(range.upperBound)"))
        }
        return Float(found)
    }

    private static var noiseTypes: String { NoiseSchedule.names.joined(separator: ", ") }

    func text(_ key: String) throws -> String {
        guard case .string(let text)? = values?[key] else {
            throw CheckpointError(url, .missing("\(place).\(key)", "\(Self.noiseTypes) or learned"))
        }
        return text
    }
}

extension TorchValue {
    /// As a message shows a value that should have been another.
    fileprivate var shown: String {
        switch self {
        case .float(let number): "\(number)"
        case .string(let text): "\"\(text)\""
        default: typeName
        }
    }
}
