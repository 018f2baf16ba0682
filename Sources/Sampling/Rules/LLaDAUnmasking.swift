/// Unmasks the most confident tokens, as many as the schedule expects, at least one, and all in the last step (LLaDA's
/// low-confidence remasking, Nie et al. 2025). A token's confidence is the softmax probability of what is proposed.
struct LLaDAUnmasking: UnmaskingRule {
    let isDrawn = false

    func choice(
        among masked: [Int], of diagram: Int, in batch: DiagramBatch, _ step: Step, _ draws: PositionDraws?
    ) -> UnmaskingChoice {
        let count = step.isLast ? masked.count : Self.count(masked.map { batch.packed.positions[$0] }, step.unmasking)
        return UnmaskingChoice(candidates: masked, count: count)
    }

    /// Round half to even of the expected number, in float32.
    static func count(_ positions: [Int], _ probabilities: PositionValues) -> Int {
        if positions.isEmpty { return 0 }
        let expected: Float =
            switch probabilities {
            case .uniform(let probability): probability * Float(positions.count)
            case .perPosition(let values): positions.reduce(0) { $0 + values[$1] }
            }
        return min(positions.count, max(1, Int(expected.rounded(.toNearestOrEven))))
    }
}
