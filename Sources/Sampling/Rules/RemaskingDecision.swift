import Foundation

/// What is known of a token's remasking before the network is asked.
enum RemaskingDecision {
    case kept, remasked
    /// The confidences decide.
    case undecided
}

extension Remasking.Strategy {
    /// What will become of a decoded token whose draw is `u`. A confidence lies in 0…1, so the softmax of `decoded`
    /// negated ones has fractions between 1/(1 + (decoded - 1)·e) and 1/(1 + (decoded - 1)/e): most draws lie outside of
    /// what that leaves open.
    /// - Parameters:
    ///   - limit: the largest probability at its position.
    ///   - decoded: decoded tokens of the diagram, this one included.
    func decision(u: Float, limit: Float, decoded: Int) -> RemaskingDecision {
        if let probability = probability(limit: limit) { return u < probability ? .remasked : .kept }
        let others = Double(decoded - 1)
        let scale = Double(limit) * Double(decoded)
        // Far more than float32 rounding of a softmax.
        let slack = 1e-4
        let least = scale / (1 + others * exp(1)) * (1 - slack)
        let most = scale / (1 + others * exp(-1)) * (1 + slack)
        if Double(u) < min(1, least) { return .remasked }
        return Double(u) >= min(1, most) ? .kept : .undecided
    }
}
