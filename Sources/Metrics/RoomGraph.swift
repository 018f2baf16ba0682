import BubbleDiagrams

/// Which rooms of a diagram are related, whatever the relation: an undirected graph, labelled by room index.
struct RoomGraph: Hashable, Sendable {
    /// Most rooms a graph may have: one bit each.
    static let maxRooms = TokenLayout.maxRoomsLimit

    /// For every room a set of rooms, as bits.
    let neighbours: [UInt64]

    init(_ diagram: Diagram) {
        var neighbours = [UInt64](repeating: 0, count: diagram.rooms.count)
        for edge in diagram.edges {
            neighbours[edge.first] |= 1 << UInt64(edge.second)
            neighbours[edge.second] |= 1 << UInt64(edge.first)
        }
        self.neighbours = neighbours
    }

    var rooms: Int { neighbours.count }

    func degree(_ room: Int) -> Int { neighbours[room].nonzeroBitCount }

    /// Whether every room can be reached from every other.
    var isConnected: Bool {
        guard rooms > 1 else { return true }
        var reached: UInt64 = 1
        var frontier: UInt64 = 1
        while frontier != 0 {
            let room = frontier.trailingZeroBitCount
            frontier &= frontier - 1
            let new = neighbours[room] & ~reached
            reached |= new
            frontier |= new
        }
        return reached.nonzeroBitCount == rooms
    }

    /// The fraction of `room`'s pairs of neighbours that are neighbours themselves; 0 with fewer than two.
    func clusteringCoefficient(_ room: Int) -> Double {
        let degree = degree(room)
        guard degree > 1 else { return 0 }
        var closed = 0
        var rest = neighbours[room]
        while rest != 0 {
            closed += (neighbours[rest.trailingZeroBitCount] & neighbours[room]).nonzeroBitCount
            rest &= rest - 1
        }
        return Double(closed) / Double(degree * (degree - 1))
    }
}
