import BubbleDiagrams
import Synchronization

/// All that the metrics need of the train split, made once per dataset and shared by every evaluation against it; each
/// part when the first evaluation asks for it.
public struct TrainReference: Sendable {
    private let plans: DiagramSet
    private let statistics = SharedStatistics()

    /// The layout that samples have to have.
    public var layout: TokenLayout { plans.layout }
    /// Diagrams in the split.
    public var count: Int { plans.diagrams.count }

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
        plans = DiagramSet(diagrams: diagrams, graphs: diagrams.map { RoomGraph($0) }, layout: layout)
    }

    subscript<Statistics: DiagramStatistics>(type: Statistics.Type) -> Statistics { statistics.of(plans) }
}

/// Statistics of one set of diagrams, each made when it is first asked for.
private final class SharedStatistics: Sendable {
    private let made = Mutex<[ObjectIdentifier: any DiagramStatistics]>([:])

    func of<Statistics: DiagramStatistics>(_ set: DiagramSet) -> Statistics {
        // Under the lock, so that of several evaluations at once one makes it and the others wait.
        made.withLock { made in
            if let known = made[ObjectIdentifier(Statistics.self)] as? Statistics { return known }
            let new = Statistics(set)
            made[ObjectIdentifier(Statistics.self)] = new
            return new
        }
    }
}

extension Diagram {
    fileprivate func fits(_ layout: TokenLayout) -> Bool {
        rooms.count <= layout.maxRooms
            && edges.allSatisfy { 0 <= $0.first && $0.first < $0.second && $0.second < rooms.count }
    }
}
