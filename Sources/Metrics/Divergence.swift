import Foundation

/// How far two discrete distributions over the same bins lie apart, in nats. See <doc:Distributions>.
struct Divergence: Hashable, Sendable {
    /// Kullback-Leibler divergence of the samples from train.
    var kl: Double
    /// Jensen-Shannon divergence.
    var js: Double
    /// Total variation distance.
    var tv: Double

    static let zero = Divergence(kl: 0, js: 0, tv: 0)

    /// Probabilities up to it count as 0.
    private static let threshold = 1e-10

    init(kl: Double, js: Double, tv: Double) {
        self.kl = kl
        self.js = js
        self.tv = tv
    }

    /// Of `samples` from `train`, bin by bin.
    init(of samples: [Double], from train: [Double]) {
        let middle = zip(samples, train).map { 0.5 * ($0 + $1) }
        kl = Self.kullbackLeibler(samples, train)
        js = 0.5 * Self.relativeEntropy(samples, middle) + 0.5 * Self.relativeEntropy(train, middle)
        tv = 0.5 * zip(samples, train).reduce(0) { $0 + abs($1.0 - $1.1) }
    }

    /// KL(p‖q), q raised a little so that it never is 0.
    static func kullbackLeibler(_ p: [Double], _ q: [Double]) -> Double {
        relativeEntropy(p, q.map { $0 + threshold })
    }

    /// Σ p log(p/q) over p > threshold.
    private static func relativeEntropy(_ p: [Double], _ q: [Double]) -> Double {
        zip(p, q).reduce(0) { sum, pair in pair.0 > threshold ? sum + pair.0 * log(pair.0 / pair.1) : sum }
    }
}

/// Divergences of several histograms, averaged plainly and by weight, both summed in the order given.
struct AveragedDivergence {
    private var sum = Divergence.zero
    private var weightedSum = Divergence.zero
    private var totalWeight = 0.0
    /// Divergences added.
    private(set) var count = 0

    /// The plain mean; zeros where nothing was added.
    var mean: Divergence { sum.divided(by: Double(count)) }
    /// The mean by weight; zeros where none was added.
    var weighted: Divergence { weightedSum.divided(by: totalWeight) }

    mutating func add(_ divergence: Divergence, weight: Double) {
        sum.kl += divergence.kl
        sum.js += divergence.js
        sum.tv += divergence.tv
        weightedSum.kl += divergence.kl * weight
        weightedSum.js += divergence.js * weight
        weightedSum.tv += divergence.tv * weight
        totalWeight += weight
        count += 1
    }
}

extension Divergence {
    fileprivate func divided(by total: Double) -> Divergence {
        total == 0 ? .zero : Divergence(kl: kl / total, js: js / total, tv: tv / total)
    }
}
