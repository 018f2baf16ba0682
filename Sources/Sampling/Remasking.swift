/// Masking decoded tokens again while t is below `tSwitch` (ReMDM, behaviour 7).
public struct Remasking: Sendable, Hashable {
    public enum Strategy: Sendable, Hashable {
        /// With probability min(eta, largest).
        case cap(eta: Double)
        /// With probability eta · largest.
        case rescale(eta: Double)
        /// The largest probability, shared out to the least confident tokens.
        case confidence
    }

    public let strategy: Strategy
    public let tSwitch: Double

    public init(strategy: Strategy, tSwitch: Double = 1) {
        self.strategy = strategy
        self.tSwitch = tSwitch
    }

    /// An eta of 0 does nothing and draws nothing.
    var isIdle: Bool {
        switch strategy {
        case .cap(let eta), .rescale(let eta): eta == 0
        case .confidence: false
        }
    }
}

extension Remasking.Strategy {
    /// The chance of each decoded token of one diagram to be masked again, float32.
    /// - Parameters:
    ///   - limits: the largest chance of each.
    ///   - confidences: of each, for `confidence` alone.
    func chances(limits: [Float], confidences: [Float]) -> [Float] {
        switch self {
        case .cap(let eta):
            return limits.map { min(Float(eta), $0) }
        case .rescale(let eta):
            return limits.map { Float(eta) * $0 }
        case .confidence:
            let shares = softmax(confidences.map { -$0 })
            return zip(limits, shares).map { limit, share in min(1, max(0, limit * share * Float(limits.count))) }
        }
    }
}
