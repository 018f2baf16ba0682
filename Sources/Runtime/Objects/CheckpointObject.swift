import Checkpoints
import Language
import Results
import Sampling

/// A loaded checkpoint as scripts see it.
struct CheckpointObject: ObjectValue {
    let checkpoint: Checkpoint

    var typeName: String { ObjectTypes.checkpoint }

    /// What `body` makes of the network on the device that computes: the only way to it, so that a network that
    /// overflows is always said to be this checkpoint's.
    /// - Throws: `CommandFailure` where the logits are not finite, and what the device and `body` throw.
    func withDenoiser<Result>(_ body: (any Denoiser) throws -> Result) throws -> Result {
        do {
            return try body(try BDS.device.denoiser(checkpoint.weights))
        } catch let error as NonFiniteLogits {
            throw CommandFailure("\(checkpoint.url.relativePath): \(error)", about: "checkpoint")
        }
    }

    private var sizes: DenoiserConfiguration { checkpoint.header.denoiser }

    var architecture: String {
        "\(sizes.modelWidth) wide, \(counted(sizes.layerCount, "layer")), \(counted(sizes.headCount, "head")), "
            + "up to \(sizes.layout.maxRooms) rooms"
    }

    var summary: String {
        "\(checkpoint.header.isV2 ? "v2" : "v1") checkpoint \(checkpoint.url.lastPathComponent), "
            + "noise \(checkpoint.header.noiseType)"
    }

    /// What is said when it has been loaded.
    var announcement: String {
        "\(checkpoint.header.isV2 ? "v2" : "v1") checkpoint \(checkpoint.url.lastPathComponent): \(architecture), "
            + "\(grouped(checkpoint.parameterCount)) parameters, noise \(checkpoint.header.noiseType)"
            + (checkpoint.header.epoch.map { ", epoch \($0)" } ?? "") + ", sha256 \(checkpoint.sha256)"
    }

    func field(_ name: String) -> Value? {
        switch name {
        case "path": .string(checkpoint.url.relativePath)
        case "noise": .string(checkpoint.header.noiseType)
        case "sha256": .string(checkpoint.sha256)
        case "epoch": checkpoint.header.epoch.map { .int($0) } ?? Value.none
        case "parameters": .int(checkpoint.parameterCount)
        case "is_v2": .bool(checkpoint.header.isV2)
        case "d_model": .int(sizes.modelWidth)
        case "layers": .int(sizes.layerCount)
        case "heads": .int(sizes.headCount)
        case "max_rooms": .int(sizes.layout.maxRooms)
        default: nil
        }
    }
}

extension CheckpointObject: Described {
    var details: [(name: String, text: String)] {
        [
            ("checkpoint", checkpoint.url.relativePath),
            ("version", checkpoint.header.isV2 ? "v2 (learned rates)" : "v1"),
            ("architecture", architecture),
            ("condition width", "\(sizes.conditionWidth)"),
            ("MLP ratio", "\(sizes.mlpRatio)"),
            ("frequencies", "\(sizes.frequencyWidth)"),
            ("parameters", grouped(checkpoint.parameterCount)),
            ("noise", checkpoint.header.noiseType),
            ("epoch", checkpoint.header.epoch.map { "\($0)" } ?? "not recorded"),
            ("sha256", checkpoint.sha256),
        ]
    }
}
