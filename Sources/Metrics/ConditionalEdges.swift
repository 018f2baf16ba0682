import BubbleDiagrams

/// For every pair of room types the relations that hold between such rooms. See <doc:ConditionalDistributions>.
struct ConditionalEdges: DiagramStatistics {
    /// Two room types, the lower one first.
    struct TypePair: Hashable, Sendable {
        let lower: RoomType
        let higher: RoomType
    }

    /// A pair with fewer edges in train is not compared.
    private static let leastEdges = 5
    /// So many pairs make the top.
    static let topCount = 20

    private var relations = KeyedHistograms<TypePair>(bins: Relation.allCases.count)

    init(_ set: DiagramSet) {
        for diagram in set.diagrams {
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

    /// The pairs met often enough to be compared.
    private var commonPairs: [TypePair] { relations.keys.filter { relations[$0].total >= Self.leastEdges } }

    /// How far `samples` lie from these: over the pairs common enough, and over the commonest.
    fileprivate func divergences(
        of samples: ConditionalEdges
    ) -> (common: AveragedDivergence, top: AveragedDivergence) {
        (
            relations.divergence(of: samples.relations, over: commonPairs),
            relations.divergence(of: samples.relations, over: topPairs)
        )
    }
}

/// How far the relations between rooms of given types are distributed otherwise than in train, averaged over the pairs
/// of types.
struct ConditionalEdgeDivergences: SampleMeasure {
    /// Over all pairs that train has often enough.
    let all: AveragedDivergence
    /// Over train's commonest pairs.
    let top: AveragedDivergence

    init(_ samples: EvaluatedSamples) {
        (all, top) = samples.train[ConditionalEdges.self].divergences(of: ConditionalEdges(samples.set))
    }
}
