import BubbleDiagrams

/// For every pair of room types the relations that hold between such rooms.
struct ConditionalEdges: Sendable {
    /// Two room types, the lower one first.
    struct TypePair: Hashable, Sendable {
        let lower: RoomType
        let higher: RoomType
    }

    /// A pair with fewer edges in train is not compared.
    private static let leastEdges = 5
    private static let topCount = 20

    private var relations = KeyedHistograms<TypePair>(bins: Relation.allCases.count)

    init(_ diagrams: some Sequence<Diagram>) {
        for diagram in diagrams {
            for edge in diagram.edges {
                let first = diagram.rooms[edge.first]
                let second = diagram.rooms[edge.second]
                if first.rawValue <= second.rawValue {
                    relations.add(edge.relation.rawValue, for: TypePair(lower: first, higher: second))
                } else {
                    relations.add(edge.relation.inverse.rawValue, for: TypePair(lower: second, higher: first))
                }
            }
        }
    }

    /// The pairs that occur most, ties in the order met.
    private var topPairs: [TypePair] {
        let ranked = relations.keys.enumerated().map {
            (rank: $0.offset, pair: $0.element, total: relations[$0.element].total)
        }
        return ranked.sorted { ($1.total, $0.rank) < ($0.total, $1.rank) }.prefix(Self.topCount).map(\.pair)
    }

    /// `conditional_edge_*` of `samples` against these, over all pairs met often enough, then over the commonest.
    func metrics(of samples: ConditionalEdges) -> [NamedValue] {
        let common = relations.keys.filter { relations[$0].total >= Self.leastEdges }
        let all = relations.divergence(of: samples.relations, over: common)
        let top = relations.divergence(of: samples.relations, over: topPairs)
        // The reference writes num_pairs_evaluated twice: first here, then its value again with the top pairs'.
        return all.named("eval/conditional_edge_", "_")
            + [NamedValue("eval/num_pairs_evaluated", Double(top.count))]
            + top.named("eval/conditional_edge_", "_topN_")
            + [NamedValue("eval/topN", Double(Self.topCount))]
    }
}
