import Foundation
import Testing

@testable import Metrics

@Suite struct DivergenceTests {
    @Test func equalDistributionsLieTogether() {
        let same = Divergence(of: [0.25, 0.75], from: [0.25, 0.75])
        #expect(isClose(same.kl, 0, tolerance: 1e-9))
        #expect(same.js == 0)
        #expect(same.tv == 0)
    }

    @Test func disjointDistributions() {
        let apart = Divergence(of: [1, 0], from: [0, 1])
        #expect(isClose(apart.kl, log(1e10)))
        #expect(isClose(apart.js, log(2)))
        #expect(apart.tv == 1)
    }

    @Test func byHand() {
        let divergence = Divergence(of: [0.5, 0.5], from: [0.25, 0.75])
        #expect(isClose(divergence.kl, 0.5 * log(2) + 0.5 * log(2.0 / 3), tolerance: 1e-9))
        #expect(divergence.tv == 0.25)
    }

    @Test func averages() {
        var average = AveragedDivergence()
        average.add(Divergence(kl: 1, js: 0.5, tv: 0.25), weight: 3)
        average.add(Divergence(kl: 3, js: 0.5, tv: 0.75), weight: 1)
        #expect(average.mean == Divergence(kl: 2, js: 0.5, tv: 0.5))
        #expect(average.weighted == Divergence(kl: 1.5, js: 0.5, tv: 0.375))
        #expect(average.count == 2)
    }

    @Test func averagesOfNothingAreZero() {
        #expect(AveragedDivergence().mean == .zero && AveragedDivergence().weighted == .zero)
    }

    @Test func histogramsWithoutCountsAreUniform() {
        #expect(Histogram(bins: 4).fractions == [0.25, 0.25, 0.25, 0.25])
    }

    @Test func keysKeepTheOrderMet() {
        var histograms = KeyedHistograms<String>(bins: 2)
        for key in ["b", "a", "b"] { histograms.add(1, for: key) }
        #expect(histograms.keys == ["b", "a"])
        #expect(histograms["b"].total == 2)
        #expect(histograms["c"].total == 0)
    }
}
