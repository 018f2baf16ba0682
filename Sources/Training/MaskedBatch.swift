import BubbleDiagrams
import RandomStreams
import Sampling

/// Diagrams with some tokens masked, and what is to be predicted: packed without PAD, one diagram after the other.
struct MaskedBatch {
    struct Target {
        /// Index of the packed token.
        let row: Int
        /// The token that was masked: a room class or an edge class.
        let token: Int
        /// What its cross-entropy is multiplied by in the batch's loss.
        let weight: Float
    }

    /// Tokens as the denoiser sees them.
    let tokens: PackedTokens
    /// Of each diagram.
    let times: [Float]
    let targets: [Target]
}

/// Draws masked batches out of a set of plans.
struct BatchMaker: Sendable {
    private struct PackedPlan: Sendable {
        let rooms: Int
        /// The real tokens, in position order.
        let tokens: [Int]
    }

    private let plans: [PackedPlan]
    private let layout: TokenLayout
    private let positions: [[Int]]
    private let options: TrainingOptions
    /// One number an edge token.
    private let edgeWeights: [Float]

    var count: Int { plans.count }

    init(_ diagrams: [Diagram], layout: TokenLayout, options: TrainingOptions, edgeWeights: [Float]) {
        let positions = (0...layout.maxRooms).map { layout.realPositions(rooms: $0) }
        plans = diagrams.map { diagram in
            let row = layout.tokens(of: diagram)
            return PackedPlan(rooms: diagram.rooms.count, tokens: positions[diagram.rooms.count].map { row[$0] })
        }
        self.positions = positions
        self.layout = layout
        self.options = options
        self.edgeWeights = edgeWeights
    }

    /// Masks the plans `indices` at times of their own, and cuts the batch into chunks of `chunk` diagrams.
    /// Draws: a float64 a diagram for the time, then a float32 for each of its `layout.length` positions, PAD included;
    /// a token is masked where that is below 1 - alpha(t).
    func chunks(_ indices: [Int], of chunk: Int, _ generator: inout TorchGenerator) -> [MaskedBatch] {
        let times = options.times(indices.map { _ in generator.uniformDouble() })
        return stride(from: 0, to: indices.count, by: chunk).map { start in
            let range = start..<min(start + chunk, indices.count)
            var packed = PackedTokens(masked: range.map { plans[indices[$0]].rooms }, layout: layout)
            var targets: [MaskedBatch.Target] = []
            for (diagram, place) in range.enumerated() {
                let plan = plans[indices[place]]
                let draws = generator.outputs(layout.length).map(TorchGenerator.uniformFloat)
                let fraction = Float(1 - options.schedule.alpha(Double(times[place].t)))
                let masked = positions[plan.rooms].map { draws[$0] < fraction }
                let weight = times[place].weight / Double(max(1, masked.count { $0 })) / Double(indices.count)
                for (offset, row) in packed.range(diagram).enumerated() {
                    if masked[offset] {
                        let token = plan.tokens[offset]
                        let own = offset < plan.rooms ? 1 : edgeWeights[token]
                        targets.append(MaskedBatch.Target(row: row, token: token, weight: Float(weight) * own))
                    } else {
                        packed.tokens[row] = plan.tokens[offset]
                    }
                }
            }
            return MaskedBatch(tokens: packed, times: range.map { times[$0].t }, targets: targets)
        }
    }
}
