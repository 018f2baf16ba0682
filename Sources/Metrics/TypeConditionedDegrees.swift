import BubbleDiagrams

/// For every room type how many relations such rooms have.
struct TypeConditionedDegrees: DiagramStatistics {
    /// A type with fewer rooms in train is not compared.
    private static let leastRooms = 20

    private var degrees: KeyedHistograms<RoomType>

    init(_ set: DiagramSet) {
        degrees = KeyedHistograms(bins: set.layout.maxRooms)
        for (diagram, graph) in zip(set.diagrams, set.graphs) {
            for (index, room) in diagram.rooms.enumerated() { degrees.add(graph.degree(index), for: room) }
        }
    }

    /// How far `samples` lie from these, over the types common enough.
    fileprivate func divergence(of samples: TypeConditionedDegrees) -> AveragedDivergence {
        degrees.divergence(of: samples.degrees, over: degrees.keys.filter { degrees[$0].total >= Self.leastRooms })
    }
}

/// How far the degrees of rooms of a given type are distributed otherwise than in train, averaged over the types.
struct DegreeDivergences: SampleMeasure {
    let average: AveragedDivergence

    init(_ samples: EvaluatedSamples) {
        average = samples.train[TypeConditionedDegrees.self].divergence(of: TypeConditionedDegrees(samples.set))
    }
}
