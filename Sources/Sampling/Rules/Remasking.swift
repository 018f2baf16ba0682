/// Masking decoded tokens again while t is below `tSwitch` (ReMDM, <doc:RemaskingRules>).
public struct Remasking: Sendable, Hashable {
    /// With which probability.
    public enum Strategy: Sendable, Hashable {
        /// With probability min(eta, largest).
        case cap(eta: Double)
        /// With probability eta · largest.
        case rescale(eta: Double)
        /// The largest probability times the number of decoded tokens, shared out to the least confident of them.
        case confidence
    }

    /// With which probability.
    public let strategy: Strategy
    /// 0 to 1; at 1 every step remasks but the last.
    public let tSwitch: Double

    /// Remasking while t is below `tSwitch`.
    public init(strategy: Strategy, tSwitch: Double = 1) {
        self.strategy = strategy
        self.tSwitch = tSwitch
    }

    /// An eta or `tSwitch` of 0 does nothing and draws nothing.
    public var isIdle: Bool { tSwitch == 0 || eta == 0 }

    /// Whether it takes place at a step.
    func isDue(at step: Step) -> Bool { !isIdle && !step.isLast && step.t < tSwitch }
}

extension Remasking.Strategy {
    /// Whether the draws decide without confidences.
    var isDrawn: Bool { self != .confidence }

    /// The probability of a decoded token to be masked again where it depends on its limit alone; nil where the
    /// confidences decide.
    func probability(limit: Float) -> Float? {
        switch self {
        case .cap(let eta): min(Float(eta), limit)
        case .rescale(let eta): Float(eta) * limit
        case .confidence: nil
        }
    }

    /// The probability of each decoded token of one diagram to be masked again, float32.
    /// - Parameters:
    ///   - limits: the largest probability of each.
    ///   - confidences: of each.
    func probabilities(limits: [Float], confidences: [Float]) -> [Float] {
        let fractions = softmax(confidences.map { -$0 })
        return zip(limits, fractions).map { limit, fraction in
            probability(limit: limit) ?? min(1, max(0, limit * fraction * Float(limits.count)))
        }
    }
}
