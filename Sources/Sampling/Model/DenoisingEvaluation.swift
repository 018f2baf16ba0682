import BubbleDiagrams
import Foundation
import RandomStreams

/// How well a denoiser predicts masked tokens of real diagrams at one time (<doc:DenoisingScores>).
public struct DenoisingScore: Sendable, Hashable {
    /// The time at which tokens were masked.
    public let t: Double
    /// Fraction of masked rooms (relations) whose likeliest prediction is right; 0 when nothing was masked.
    public let roomAccuracy: Double
    /// Likewise of relations, "no edge" being one of the classes.
    public let edgeAccuracy: Double
    /// Mean cross-entropy over masked rooms (relations), natural log; 0 when nothing was masked.
    public let roomCrossEntropy: Double
    /// Likewise of relations.
    public let edgeCrossEntropy: Double
}

/// Masks real diagrams at given times and scores what the denoiser makes of them.
public struct DenoisingEvaluation: Sendable {
    let denoiser: any Denoiser
    let noise: Noise
    /// Diagrams that share a stretch of the random stream.
    let batchSize: Int
    let maxBatches: Int

    /// - Parameters:
    ///   - batchSize: diagrams that share a stretch of the random stream.
    ///   - maxBatches: what lies behind so many is left out.
    public init(denoiser: any Denoiser, noise: Noise, batchSize: Int = 64, maxBatches: Int = 50) {
        self.denoiser = denoiser
        self.noise = noise
        self.batchSize = batchSize
        self.maxBatches = maxBatches
    }

    private struct MaskedTally {
        var masked = 0
        var right = 0
        var crossEntropy = 0.0

        mutating func add(_ logits: ArraySlice<Float>, token: Int) {
            masked += 1
            if firstLargest(logits) == token { right += 1 }
            let largest = logits.max() ?? 0
            var total = 0.0
            for logit in logits { total += exp(Double(logit - largest)) }
            crossEntropy += Sampling.crossEntropy(
                logit: logits[logits.startIndex + token], largest: largest, total: total)
        }

        var accuracy: Double { masked == 0 ? 0 : Double(right) / Double(masked) }
        var meanCrossEntropy: Double { masked == 0 ? 0 : crossEntropy / Double(masked) }
    }

    /// One score per time, times outside, batches inside, on one random stream.
    /// - Parameters:
    ///   - diagrams: in split order, each with at most the layout's rooms.
    ///   - progress: called before each batch; its errors end the evaluation.
    /// - Throws: `NonFiniteLogits`, and what the backend or `progress` throws.
    public func scores(
        of diagrams: [Diagram], at times: [Double], generator: inout TorchGenerator, progress: () throws -> Void
    ) throws -> [DenoisingScore] {
        let layout = denoiser.layout
        let rows = diagrams.prefix(batchSize * maxBatches).map { layout.tokens(of: $0) }
        return try times.map { t in
            let timed = denoiser.at(Float(t))
            let alpha: [Float] =
                switch noise {
                case .schedule(let schedule): [Float](repeating: schedule.alphaFloat(Float(t)), count: layout.length)
                case .learned(let rates): rates.alpha(Float(t))
                }
            // The reference's data loader takes a 64-bit seed for its workers from the stream whenever it starts over.
            generator.skip(2)
            var rooms = MaskedTally()
            var edges = MaskedTally()
            for start in stride(from: 0, to: rows.count, by: batchSize) {
                try progress()
                let chunk = Array(rows[start..<min(start + batchSize, rows.count)])
                let words = generator.outputs(chunk.count * layout.length)
                let counts = diagrams[start..<start + chunk.count].map(\.rooms.count)
                var batch = PackedTokens(rows: chunk, rooms: counts, layout: layout)
                var masked: [(index: Int, token: Int, diagram: Int)] = []
                for diagram in chunk.indices {
                    for index in batch.range(diagram) {
                        let position = batch.positions[index]
                        let u = TorchGenerator.uniformFloat(words[diagram * layout.length + position])
                        guard u >= alpha[position] else { continue }
                        masked.append((index, batch.tokens[index], start + diagram))
                        batch.tokens[index] = layout.maskToken(at: position)
                    }
                }
                let logits = try timed.logits(batch)
                for (index, token, diagram) in masked {
                    let isRoom = batch.positions[index] < layout.maxRooms
                    let own = try logits.logits(index, isRoom: isRoom).checked(diagram: diagram)
                    if isRoom { rooms.add(own, token: token) } else { edges.add(own, token: token) }
                }
            }
            return DenoisingScore(
                t: t, roomAccuracy: rooms.accuracy, edgeAccuracy: edges.accuracy,
                roomCrossEntropy: rooms.meanCrossEntropy, edgeCrossEntropy: edges.meanCrossEntropy)
        }
    }
}
