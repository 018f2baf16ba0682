import Foundation

/// What is known of a token's remasking before the network is asked.
enum RemaskingFate {
    case kept, remasked
    /// The confidences decide.
    case open
}

extension Remasking.Strategy {
    /// What will become of a decoded token whose draw is `u`. A confidence lies in 0…1, so the softmax of `decoded`
    /// negated ones has shares between 1/(1 + (decoded - 1)·e) and 1/(1 + (decoded - 1)/e): most draws lie outside of
    /// what that leaves open.
    /// - Parameters:
    ///   - limit: the largest chance at its position.
    ///   - decoded: decoded tokens of the diagram, this one included.
    func fate(u: Float, limit: Float, decoded: Int) -> RemaskingFate {
        if let chance = chance(limit: limit) { return u < chance ? .remasked : .kept }
        let others = Double(decoded - 1)
        let scale = Double(limit) * Double(decoded)
        // Far more than float32 rounding of a softmax.
        let slack = 1e-4
        let least = scale / (1 + others * exp(1)) * (1 - slack)
        let most = scale / (1 + others * exp(-1)) * (1 + slack)
        if Double(u) < min(1, least) { return .remasked }
        return Double(u) >= min(1, most) ? .kept : .open
    }
}
