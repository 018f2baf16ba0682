/// Which masked tokens take their proposal at a step, by name; `rule` says how.
/// See <doc:UnmaskingRules>.
public enum Unmasking: String, Sendable, CaseIterable {
    /// Each on its own, with the schedule's probability.
    case random
    /// The most confident ones, as many as the schedule expects.
    case llada

    var rule: any UnmaskingRule {
        switch self {
        case .random: RandomUnmasking()
        case .llada: LLaDAUnmasking()
        }
    }
}

/// Chooses the masked tokens that take their proposal.
protocol UnmaskingRule: Sendable {
    /// Whether one uniform draw a position is taken from the random stream, and decides alone.
    var isDrawn: Bool { get }

    /// What is known of a diagram's choice before the network is asked.
    /// - Parameters:
    ///   - masked: the diagram's masked tokens, indices into `batch.packed`.
    ///   - draws: those of the step; nil unless `isDrawn`.
    func choice(
        among masked: [Int], of diagram: Int, in batch: DiagramBatch, _ step: Step, _ draws: PositionDraws?
    ) -> UnmaskingChoice
}

/// The `count` most confident of the `candidates`, indices into the packed tokens, ascending: all of them where there are
/// no more.
struct UnmaskingChoice {
    let candidates: [Int]
    let count: Int

    /// Whether confidences decide nothing.
    var isSettled: Bool { count == candidates.count }

    /// The places in `candidates` of those chosen.
    /// - Parameter confidences: of the candidates; asked only where they decide.
    func chosen(_ confidences: () -> [Float]) -> [Int] {
        if isSettled { return Array(candidates.indices) }
        let confidences = confidences()
        // Ties to the lower place.
        let order = confidences.indices.sorted {
            confidences[$0] != confidences[$1] ? confidences[$0] > confidences[$1] : $0 < $1
        }
        return Array(order.prefix(count))
    }
}
