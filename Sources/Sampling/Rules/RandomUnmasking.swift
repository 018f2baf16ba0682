/// Unmasks each token on its own, with the schedule's probability: ancestral sampling of masked diffusion.
struct RandomUnmasking: UnmaskingRule {
    let isDrawn = true

    func choice(
        among masked: [Int], of diagram: Int, in batch: DiagramBatch, _ step: Step, _ draws: PositionDraws?
    ) -> UnmaskingChoice {
        let candidates = masked.filter { token in
            let position = batch.packed.positions[token]
            return draws.map { $0[diagram, position] < step.unmasking[position] } ?? false
        }
        return UnmaskingChoice(candidates: candidates, count: candidates.count)
    }
}
