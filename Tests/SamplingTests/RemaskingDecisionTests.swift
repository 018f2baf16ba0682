import Testing

@testable import Sampling

@Suite struct RemaskingDecisionTests {
    /// What is said beforehand is what the confidences, whatever they are, decide afterwards.
    @Test(arguments: 0..<50) func fatesHold(seed: Int) {
        var random = SystemRandomNumberGenerator()
        let count = 1 + seed % 30
        let confidences = (0..<count).map { _ in Float.random(in: 0...1, using: &random) }
        let limits = (0..<count).map { _ in Float.random(in: 0...1, using: &random) }
        let probabilities = Remasking.Strategy.confidence.probabilities(limits: limits, confidences: confidences)
        for (limit, probability) in zip(limits, probabilities) {
            for _ in 0..<20 {
                let u = Float.random(in: 0..<1, using: &random)
                switch Remasking.Strategy.confidence.decision(u: u, limit: limit, decoded: count) {
                case .remasked: #expect(u < probability)
                case .kept: #expect(u >= probability)
                case .undecided: break
                }
            }
        }
    }

    @Test func extremeConfidencesLeaveNothingToGuess() {
        // One confidence of 0 among ones, and one of 1 among zeros: the bounds themselves.
        let strategy = Remasking.Strategy.confidence
        let least = strategy.probabilities(limits: [0.5, 0.5, 0.5], confidences: [1, 0, 0])[0]
        let most = strategy.probabilities(limits: [0.5, 0.5, 0.5], confidences: [0, 1, 1])[0]
        #expect(strategy.decision(u: least * 0.999, limit: 0.5, decoded: 3) == .remasked)
        #expect(strategy.decision(u: least * 1.001, limit: 0.5, decoded: 3) == .undecided)
        #expect(strategy.decision(u: most * 0.999, limit: 0.5, decoded: 3) == .undecided)
        #expect(strategy.decision(u: most * 1.001, limit: 0.5, decoded: 3) == .kept)
    }

    @Test func aTokenAloneIsSettledByItsDraw() {
        #expect(Remasking.Strategy.confidence.decision(u: 0.3, limit: 0.4, decoded: 1) == .remasked)
        #expect(Remasking.Strategy.confidence.decision(u: 0.5, limit: 0.4, decoded: 1) == .kept)
        #expect(Remasking.Strategy.confidence.decision(u: 0.99, limit: 1, decoded: 1) == .remasked)
    }

    @Test func capAndRescaleAreNeverOpen() {
        #expect(Remasking.Strategy.cap(eta: 0.4).decision(u: 0.39, limit: 0.9, decoded: 5) == .remasked)
        #expect(Remasking.Strategy.cap(eta: 0.4).decision(u: 0.41, limit: 0.9, decoded: 5) == .kept)
        #expect(Remasking.Strategy.rescale(eta: 0.5).decision(u: 0.4, limit: 0.9, decoded: 5) == .remasked)
    }
}
