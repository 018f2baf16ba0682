import RandomStreams

/// The remasking of one step of one batch.
struct StepRemasking {
    let strategy: Remasking.Strategy
    /// The largest probability.
    let limit: PositionValues
    let draws: PositionDraws

    /// Takes its draws from the stream.
    /// - Returns: nil, and nothing is drawn, where the step does not remask.
    init?(_ remasking: Remasking?, at step: Step, of batch: DiagramBatch, from stream: inout TorchGenerator) {
        guard let remasking, remasking.isDue(at: step) else { return nil }
        strategy = remasking.strategy
        limit = step.remaskingLimit
        draws = PositionDraws(from: &stream, diagrams: batch.count, layout: batch.layout)
    }

    /// What is known of a token before the network is asked.
    /// - Parameter decoded: decoded tokens of the diagram, this one included.
    func decision(_ token: Int, of diagram: Int, in batch: DiagramBatch, decoded: Int) -> RemaskingDecision {
        let position = batch.packed.positions[token]
        return strategy.decision(u: draws[diagram, position], limit: limit[position], decoded: decoded)
    }

    /// Which of a diagram's decoded tokens are masked again.
    /// - Parameter confidences: of each.
    func remasked(
        _ decoded: [Int], of diagram: Int, in batch: DiagramBatch, confidences: [Float]
    ) -> [Int] {
        let positions = decoded.map { batch.packed.positions[$0] }
        let probabilities = strategy.probabilities(limits: positions.map { limit[$0] }, confidences: confidences)
        return decoded.indices.filter { draws[diagram, positions[$0]] < probabilities[$0] }.map { decoded[$0] }
    }
}
