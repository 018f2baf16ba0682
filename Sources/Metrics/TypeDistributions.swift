import BubbleDiagrams

/// How often each room type, each relation and each number of rooms occurs in a set of diagrams.
struct TypeDistributions: DiagramStatistics {
    private var rooms = Histogram(bins: RoomType.allCases.count)
    private var relations = Histogram(bins: Relation.allCases.count)
    /// Diagrams by number of rooms, from 0.
    private var roomCounts: Histogram
    private let diagrams: Int

    init(_ set: DiagramSet) {
        diagrams = set.diagrams.count
        roomCounts = Histogram(bins: set.layout.maxRooms + 1)
        for diagram in set.diagrams {
            for room in diagram.rooms { rooms.add(room.rawValue) }
            for edge in diagram.edges { relations.add(edge.relation.rawValue) }
            roomCounts.add(diagram.rooms.count)
        }
    }

    /// Shares of 1 … `largest` rooms among all diagrams; empty ones count below the line only.
    private func roomCountFractions(upTo largest: Int) -> [Double] {
        roomCounts.counts.dropFirst().prefix(largest).map { diagrams == 0 ? 0 : Double($0) / Double(diagrams) }
    }

    /// The most rooms of a diagram.
    private var largest: Int { roomCounts.counts.lastIndex { $0 > 0 } ?? 0 }

    /// How far these lie from `train`'s.
    fileprivate func divergences(from train: Self) -> (node: Divergence, edge: Divergence, counts: [[Double]]) {
        let largest = max(largest, train.largest)
        return (
            Divergence(of: rooms.fractions, from: train.rooms.fractions),
            Divergence(of: relations.fractions, from: train.relations.fractions),
            [roomCountFractions(upTo: largest), train.roomCountFractions(upTo: largest)]
        )
    }
}

/// How far the samples' room types, relations and numbers of rooms are distributed otherwise than train's.
struct TypeDivergences: SampleMeasure {
    let node: Divergence
    let edge: Divergence
    /// KL(samples ‖ train) of the numbers of rooms, in nats.
    let roomCountKL: Double
    /// Their 1-Wasserstein distance, in rooms.
    let roomCountW1: Double

    init(_ samples: EvaluatedSamples) {
        let divergences = TypeDistributions(samples.set).divergences(from: samples.train[TypeDistributions.self])
        (node, edge) = (divergences.node, divergences.edge)
        roomCountKL = Divergence.kullbackLeibler(divergences.counts[0], divergences.counts[1])
        roomCountW1 = Self.wasserstein(divergences.counts[0], divergences.counts[1])
    }

    /// The 1-Wasserstein distance of distributions over neighbouring numbers: Σ |difference of the running sums|.
    static func wasserstein(_ first: [Double], _ second: [Double]) -> Double {
        var sums = (0.0, 0.0)
        var distance = 0.0
        for (a, b) in zip(first, second) {
            sums.0 += a
            sums.1 += b
            distance += abs(sums.0 - sums.1)
        }
        return distance
    }
}
