import Checkpoints
import Datasets
import Foundation
import RandomStreams
import Sampling
import TestSupport
import Testing

private struct GoldenDenoising: Decodable {
    let seed: UInt64
    let batch: Int
    let max_batches: Int
    let checkpoint: String
    let dataset: String
    let denoising: [String: Double]
}

@Suite struct DenoisingEvaluationTests {
    static let tolerance = 1e-5

    /// Every figure of the reference, whose generator had just been seeded.
    @Test(.enabled(if: Reference.isPresent)) func theReferencesFigures() throws {
        let golden = try Golden.decode(GoldenDenoising.self, from: Reference.file("golden/denoise.json"))
        let checkpoint = try Checkpoint(contentsOf: Reference.file("checkpoints/\(golden.checkpoint)"))
        let dataset = try Dataset.load(Reference.file("data/\(golden.dataset)"))
        let schedule = try #require(checkpoint.header.schedule)
        var generator = TorchGenerator(seed: golden.seed)
        let scores = try DenoisingEvaluation(
            denoiser: CPUDenoiser(checkpoint.weights), noise: .schedule(schedule), batchSize: golden.batch,
            maxBatches: golden.max_batches
        ).scores(of: dataset.validation, at: [0.1, 0.3, 0.5, 0.7, 0.9], generator: &generator) {}

        var found: [String: Double] = [:]
        for score in scores {
            found["denoise/acc_node@t=\(score.t)"] = score.roomAccuracy
            found["denoise/acc_edge@t=\(score.t)"] = score.edgeAccuracy
            found["denoise/ce_node@t=\(score.t)"] = score.roomCrossEntropy
            found["denoise/ce_edge@t=\(score.t)"] = score.edgeCrossEntropy
        }
        #expect(Set(found.keys) == Set(golden.denoising.keys))
        for (key, expected) in golden.denoising {
            let difference = abs((found[key] ?? .nan) - expected)
            #expect(difference <= Self.tolerance, "\(key): off by \(difference)")
        }
    }
}
