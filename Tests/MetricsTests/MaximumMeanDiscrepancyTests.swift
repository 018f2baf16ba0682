import BubbleDiagrams
import Foundation
import TestSupport
import Testing

@testable import Metrics

@Suite struct MaximumMeanDiscrepancyTests {
    private func mmd(_ samples: [Diagram], _ train: [Diagram], _ feature: GraphFeature = .degree) throws -> Double {
        maximumMeanDiscrepancy(
            try FeatureRows(samples.map { RoomGraph($0) }, feature, maxRooms: 4),
            try TrainFeature(train.map { RoomGraph($0) }, feature, maxRooms: 4))
    }

    @Test func equalSetsWithoutAnyDistance() throws {
        #expect(try mmd([pair, pair], [pair]) == 0)
    }

    @Test func twoPoints() throws {
        // Every positive distance is 2, the median too: kernel 1 within, e⁻¹ across.
        #expect(try isClose(mmd([pair, pair], [triangle, triangle]), 2 - 2 * exp(-1)))
    }

    @Test func aSetOfOneHasNoWithinTerm() throws {
        #expect(try isClose(mmd([pair], [triangle, triangle]), 1 - 2 * exp(-1)))
        #expect(try mmd([pair], [triangle]) == 0)
    }

    @Test func agreesWithTheDefinition() throws {
        let samples = [pair, chain, triangle, chain, plan([.kitchen], [])]
        let train = [triangle, pair, triangle, chain, pair, plan([.kitchen, .storage], [])]
        for feature in GraphFeature.allCases {
            #expect(try isClose(mmd(samples, train, feature), byDefinition(samples, train, feature)))
        }
    }

    /// All pairs, sorted, nothing collapsed.
    private func byDefinition(_ samples: [Diagram], _ train: [Diagram], _ feature: GraphFeature) throws -> Double {
        let first = try samples.map { try feature.row(RoomGraph($0), maxRooms: 4) }
        let second = try train.map { try feature.row(RoomGraph($0), maxRooms: 4) }
        let across = first.flatMap { a in second.map { squaredDistance(a, $0) } }
        let all = [orderedPairs(first), orderedPairs(second), across]
        let median = middle(of: all.flatMap { $0 }) ?? 1
        let means = all.map { distances -> Double in
            let sum = distances.map { exp(-$0 / median) }.reduce(0, +)
            return sum / Double(distances.count)
        }
        return max(0, means[0] + means[1] - 2 * means[2])
    }

    private func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
        let differences = zip(a, b).map { $0 - $1 }
        return differences.map { $0 * $0 }.reduce(0, +)
    }

    private func orderedPairs(_ rows: [[Double]]) -> [Double] {
        rows.indices.flatMap { i in
            rows.indices.filter { $0 != i }.map { squaredDistance(rows[i], rows[$0]) }
        }
    }

    private func middle(of distances: [Double]) -> Double? {
        let positive = distances.filter { $0 > 0 }.sorted()
        guard !positive.isEmpty else { return nil }
        return (positive[(positive.count - 1) / 2] + positive[positive.count / 2]) / 2
    }

    private func randomPlans(_ count: Int, _ random: inout SplitMix) -> [Diagram] {
        (0..<count).map { _ in
            let count = Int.random(in: 1...4, using: &random)
            let pairs = tiny.pairs.filter { $0.second < count && Bool.random(using: &random) }
            return plan([RoomType](repeating: .kitchen, count: count), pairs.map { ($0.first, $0.second, .above) })
        }
    }

    /// Many labellings of few graphs: their spectra differ by rounding, and each such distance has to count.
    @Test(arguments: 0..<10) func groupsChangeNothing(_ seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let (samples, train) = (randomPlans(20, &random), randomPlans(40, &random))
        let rows = try FeatureRows(train.map { RoomGraph($0) }, .spectral, maxRooms: 4)
        #expect(rows.groups.count < rows.distinct)
        for feature in GraphFeature.allCases {
            #expect(try isClose(mmd(samples, train, feature), byDefinition(samples, train, feature)))
        }
    }

    @Test(arguments: 0..<20) func weightedMedians(_ seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let graphs = randomPlans(Int.random(in: 2...12, using: &random), &random).map { RoomGraph($0) }
        let rows = try graphs.map { try GraphFeature.degree.row($0, maxRooms: 4) }
        let collapsed = try FeatureRows(graphs, .degree, maxRooms: 4)
        let median = PairDistances.median([PairDistances(within: collapsed)])
        if let expected = middle(of: orderedPairs(rows)) {
            #expect(isClose(median, expected))
        } else {
            #expect(median == nil)
        }
    }

    @Test func onlyLargeSetsAreSubsampled() {
        var subsample = Subsample()
        #expect(subsample.indices(3) == [0, 1, 2])
        #expect(subsample.indices(5000) == Array(0..<5000))
        let first = subsample.indices(5001)
        #expect(first.count == 5000 && Set(first).count == 5000)
        // The stream goes on.
        #expect(subsample.indices(5001) != first)
    }
}
