import BubbleDiagrams

/// How often each room type, each relation and each number of rooms occurs in a set of diagrams.
struct TypeDistributions: Sendable {
    private var rooms = Histogram(bins: RoomType.allCases.count)
    private var relations = Histogram(bins: Relation.allCases.count)
    /// Diagrams by number of rooms, from 0.
    private var roomCounts: Histogram
    private let diagrams: Int

    init(_ diagrams: some Collection<Diagram>, maxRooms: Int) {
        self.diagrams = diagrams.count
        roomCounts = Histogram(bins: maxRooms + 1)
        for diagram in diagrams {
            for room in diagram.rooms { rooms.add(room.rawValue) }
            for edge in diagram.edges { relations.add(edge.relation.rawValue) }
            roomCounts.add(diagram.rooms.count)
        }
    }

    /// Shares of 1 … `largest` rooms among all diagrams; empty ones count below the line only.
    private func roomCountShares(upTo largest: Int) -> [Double] {
        roomCounts.counts.dropFirst().prefix(largest).map { diagrams == 0 ? 0 : Double($0) / Double(diagrams) }
    }

    /// `node_*`, `edge_*`, `num_rooms_kl` and `rooms_w1` of `samples` against these.
    func metrics(of samples: TypeDistributions) -> [NamedValue] {
        let node = Divergence(of: samples.rooms.shares, from: rooms.shares)
        let edge = Divergence(of: samples.relations.shares, from: relations.shares)
        let largest = max(
            roomCounts.counts.lastIndex { $0 > 0 } ?? 0, samples.roomCounts.counts.lastIndex { $0 > 0 } ?? 0)
        let these = roomCountShares(upTo: largest)
        let those = samples.roomCountShares(upTo: largest)
        return [
            NamedValue("eval/node_kl", node.kl),
            NamedValue("eval/edge_kl", edge.kl),
            NamedValue("eval/num_rooms_kl", Divergence.kullbackLeibler(those, these)),
            NamedValue("eval/node_js", node.js),
            NamedValue("eval/edge_js", edge.js),
            NamedValue("eval/node_tv", node.tv),
            NamedValue("eval/edge_tv", edge.tv),
            NamedValue("eval/rooms_w1", Self.wasserstein(those, these)),
        ]
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
