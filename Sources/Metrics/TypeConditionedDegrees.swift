import BubbleDiagrams

/// For every room type how many relations such rooms have.
struct TypeConditionedDegrees: Sendable {
    /// A type with fewer rooms in train is not compared.
    private static let leastRooms = 20

    private var degrees: KeyedHistograms<RoomType>

    /// - Parameter graphs: The diagrams' graphs, in their order.
    init(_ diagrams: some Sequence<Diagram>, _ graphs: some Sequence<RoomGraph>, maxRooms: Int) {
        degrees = KeyedHistograms(bins: maxRooms)
        for (diagram, graph) in zip(diagrams, graphs) {
            for (index, room) in diagram.rooms.enumerated() { degrees.add(graph.degree(index), for: room) }
        }
    }

    /// `degree_*_per_type_*` of `samples` against these.
    func metrics(of samples: TypeConditionedDegrees) -> [NamedValue] {
        let common = degrees.keys.filter { degrees[$0].total >= Self.leastRooms }
        let average = degrees.divergence(of: samples.degrees, over: common)
        return average.named("eval/degree_", "_per_type_")
            + [NamedValue("eval/num_types_evaluated", Double(average.count))]
    }
}
