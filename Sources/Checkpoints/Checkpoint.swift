import BubbleDiagrams
import Files
import Foundation
import Sampling
import TorchFiles

/// A trained model as PyTorch saved it: {model_state_dict, optimizer_state_dict, epoch, config
/// [, rate_network_state_dict]} (<doc:CheckpointFile>).
public struct Checkpoint: Sendable {
    /// The file it was read from.
    public let url: URL
    /// SHA-256 of the file, hexadecimal.
    public let sha256: String
    /// What was taken off the names of its tensors, as wrappers put it there: `module.`; nil where nothing was.
    public let prefix: String?
    /// What the file says of itself.
    public let header: CheckpointHeader
    /// The denoiser's parameters, float32.
    public let weights: DenoiserWeights
    /// v2's learned rates; nil for v1.
    public let rates: RateNetwork?

    /// Learned numbers, rate network included.
    public var parameterCount: Int { weights.parameterCount + (rates?.parameterCount ?? 0) }

    /// What decides alpha when it is sampled as it was trained: its own schedule, or its learned rates.
    public var noise: Noise {
        if let rates { return .learned(rates) }
        return .schedule(header.schedule ?? .logLinear())
    }

    /// Reads and checks the whole file.
    /// - Throws: `FileAccessError` when it cannot be read, `TorchFileError` when it is not a torch file,
    ///   `CheckpointError` when it is not a fitting checkpoint.
    public init(contentsOf url: URL) throws {
        let bytes = try TorchFile.wholeFile(url)
        let (file, prefix) = StateDictPrefix.removed(from: try TorchFile.read(bytes, from: url))
        let header = try CheckpointHeader(file, in: url)
        self.url = url
        self.prefix = prefix
        self.header = header
        sha256 = SHA256.of(bytes)
        let model = StateDict(file, "model_state_dict", in: url)
        weights = try DenoiserWeights(configuration: header.denoiser) { try model.floats($0, shape: $1) }
        if let sizes = header.rateNetwork {
            let dict = StateDict(file, "rate_network_state_dict", in: url)
            rates = try RateNetwork(
                layout: header.denoiser.layout, embeddingWidth: sizes.embeddingWidth, hiddenWidth: sizes.hiddenWidth,
                degree: sizes.degree
            ) { try dict.floats($0, shape: $1) }
        } else {
            rates = nil
        }
    }
}

/// One state dict of a checkpoint, asked for tensors by name and shape.
private struct StateDict {
    let url: URL
    let name: String
    let tensors: TorchValue?

    init(_ file: TorchValue, _ name: String, in url: URL) {
        self.url = url
        self.name = name
        tensors = file[name]
    }

    func floats(_ key: String, shape: [Int]) throws -> [Float] {
        if case .opaque(let what)? = tensors?[key] {
            throw CheckpointError(url, .opaque("\(name)[\"\(key)\"]", what, "a float32 tensor of shape \(shape)"))
        }
        guard case .tensor(let tensor)? = tensors?[key] else {
            throw CheckpointError(url, .missing("\(name)[\"\(key)\"]", "a float32 tensor of shape \(shape)"))
        }
        guard tensor.shape == shape else {
            throw CheckpointError(url, .wrongShape("\(name)[\"\(key)\"]", found: tensor.shape, expected: shape))
        }
        let values: [Float]
        do {
            values = try tensor.floats()
        } catch {
            throw CheckpointError(url, .wrongType("\(name)[\"\(key)\"]", error))
        }
        guard let bad = values.firstIndex(where: { !$0.isFinite }) else { return values }
        throw CheckpointError(url, .notFinite("\(name)[\"\(key)\"]", index: bad, value: values[bad]))
    }
}
