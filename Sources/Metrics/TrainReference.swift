import BubbleDiagrams

/// All that the metrics need of the train split, made once per dataset and shared by every evaluation against it.
/// The MMDs' part, the dearest one, is made when the first evaluation asks for it.
public struct TrainReference: Sendable {
    public let layout: TokenLayout
    /// Diagrams in the split.
    public let count: Int

    let keys: Set<DiagramKey>
    let distributions: TypeDistributions
    let conditionalEdges: ConditionalEdges
    let degrees: TypeConditionedDegrees
    let modes: ModeCoverage
    let structure: TrainStructure

    /// - Parameter diagrams: The train split in its order, which decides ties and the order of sums; each diagram's
    ///   edges in the dataset's order.
    /// - Throws: `MetricsError` when there are none, or one does not fit `layout`.
    public init(diagrams: [Diagram], layout: TokenLayout) throws(MetricsError) {
        guard (1...RoomGraph.maxRooms).contains(layout.maxRooms) else {
            throw .layout(maxRooms: layout.maxRooms, limit: RoomGraph.maxRooms)
        }
        guard !diagrams.isEmpty else { throw .noTrainDiagrams }
        for (index, diagram) in diagrams.enumerated() where !diagram.fits(layout) {
            throw .trainDiagram(index: index, rooms: diagram.rooms.count, maxRooms: layout.maxRooms)
        }
        let graphs = diagrams.map { RoomGraph($0) }
        self.layout = layout
        count = diagrams.count
        keys = Set(diagrams.map { DiagramKey($0) })
        distributions = TypeDistributions(diagrams, maxRooms: layout.maxRooms)
        conditionalEdges = ConditionalEdges(diagrams)
        degrees = TypeConditionedDegrees(diagrams, graphs, maxRooms: layout.maxRooms)
        modes = ModeCoverage(diagrams)
        structure = TrainStructure(graphs: graphs.filter { $0.rooms > 0 }, maxRooms: layout.maxRooms)
    }
}

extension Diagram {
    fileprivate func fits(_ layout: TokenLayout) -> Bool {
        rooms.count <= layout.maxRooms
            && edges.allSatisfy { 0 <= $0.first && $0.first < $0.second && $0.second < rooms.count }
    }
}
