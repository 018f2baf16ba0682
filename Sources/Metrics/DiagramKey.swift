import BubbleDiagrams

/// What makes two diagrams the same: rooms in order, and edges whatever their order.
struct DiagramKey: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ diagram: Diagram) {
        // Rooms and indices are below 64 (`RoomGraph.maxRooms`).
        var bytes = [UInt8(truncatingIfNeeded: diagram.rooms.count)]
        bytes.reserveCapacity(1 + diagram.rooms.count + 3 * diagram.edges.count)
        for room in diagram.rooms { bytes.append(UInt8(truncatingIfNeeded: room.rawValue)) }
        let edges = diagram.edges.map { ($0.first, $0.second, $0.relation.rawValue) }.sorted(by: <)
        for edge in edges {
            bytes.append(UInt8(truncatingIfNeeded: edge.0))
            bytes.append(UInt8(truncatingIfNeeded: edge.1))
            bytes.append(UInt8(truncatingIfNeeded: edge.2))
        }
        self.bytes = bytes
    }
}

/// `diversity` and `novelty`.
enum Originality {
    static func metrics(_ diagrams: [Diagram], known: Set<DiagramKey>) -> [NamedValue] {
        let keys = diagrams.map { DiagramKey($0) }
        return [
            NamedValue("eval/diversity", keys.isEmpty ? 0 : Double(Set(keys).count) / Double(keys.count)),
            NamedValue("eval/novelty", keys.share { !known.contains($0) }),
        ]
    }
}
