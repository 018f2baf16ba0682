/// A bubble diagram: rooms, and how pairs of them lie to each other.
public struct Diagram: Hashable, Sendable {
    /// One relation: room `first` is `relation` relative to room `second`; `first` < `second`.
    public struct Edge: Hashable, Sendable {
        /// Indices of rooms.
        public let first: Int
        /// Index of the other room, larger than `first`.
        public let second: Int
        /// How the first lies to the second.
        public let relation: Relation

        /// - Parameters: indices with `first` < `second`, and how the first lies to the second.
        public init(first: Int, second: Int, relation: Relation) {
            self.first = first
            self.second = second
            self.relation = relation
        }
    }

    /// Room i has type `rooms[i]`.
    public var rooms: [RoomType]
    /// In the order they were found; a pair may be there twice until a layout makes a row of it.
    public var edges: [Edge]

    /// Nothing is checked: whoever reads a file checks what it says.
    public init(rooms: [RoomType], edges: [Edge]) {
        self.rooms = rooms
        self.edges = edges
    }

    /// No rooms, no edges: what a row that cannot be read counts as.
    public static let empty = Diagram(rooms: [], edges: [])
}

extension TokenLayout {
    /// The row of `length` tokens of `diagram`, which must have at most `maxRooms` rooms; PAD behind them, no-edge
    /// where a real pair has no relation. Of two edges on one pair the last wins. A type or relation that is not in the
    /// vocabulary becomes PAD: a reader that makes diagrams for a layout takes its numbers through the vocabulary.
    public func tokens(of diagram: Diagram) -> [Int] {
        var row = (0..<length).map { padToken(at: $0) }
        for position in realPositions(rooms: diagram.rooms.count) {
            row[position] =
                position < maxRooms
                ? vocabulary.token(of: diagram.rooms[position]) ?? vocabulary.room.pad : vocabulary.noEdge
        }
        for edge in diagram.edges {
            row[position(first: edge.first, second: edge.second)] =
                vocabulary.token(of: edge.relation) ?? vocabulary.edge.pad
        }
        return row
    }

    /// The diagram a row of tokens spells, edges in position order.
    /// - Returns: nil when a real room token is no room type or a real edge token neither a relation nor no-edge.
    public func diagram(
        tokens: some RandomAccessCollection<Int>, padMask: some RandomAccessCollection<Bool>
    ) -> Diagram? {
        let row = Array(tokens)
        let real = Array(padMask)
        guard row.count == length, real.count == length else { return nil }
        let count = real[..<maxRooms].count { $0 }
        var rooms: [RoomType] = []
        for position in 0..<count {
            guard let room = vocabulary.roomType(row[position]) else { return nil }
            rooms.append(room)
        }
        var edges: [Diagram.Edge] = []
        for (offset, pair) in pairs.enumerated() where real[maxRooms + offset] {
            let token = row[maxRooms + offset]
            if token == vocabulary.noEdge { continue }
            guard let relation = vocabulary.relation(token) else { return nil }
            edges.append(Diagram.Edge(first: pair.first, second: pair.second, relation: relation))
        }
        return Diagram(rooms: rooms, edges: edges)
    }
}
