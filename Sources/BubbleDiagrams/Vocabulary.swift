/// What the tokens of a row stand for: which types rooms can have, how two rooms can lie to each other, and in which
/// order. A `TokenLayout` carries it, so that nothing that counts classes or looks for MASK need know which it is.
///
/// Room tokens are the room types in order, then MASK, then PAD; edge tokens are the relations in order, then no-edge,
/// MASK and PAD. (The reference's `vocab`; its trap of room types from 0 holds: 0 is a room, not PAD.)
///
///     Vocabulary.rplan.room.mask                  // 13
///     Vocabulary.rplan.token(of: .kitchen)        // 2
///     Vocabulary.rplan.relation(9)                // .rightBelow
public struct Vocabulary: Hashable, Sendable {
    /// The tokens of one kind of position.
    public struct Tokens: Hashable, Sendable {
        /// Tokens that a model may predict: 0 ..< `classCount`.
        public let classCount: Int
        /// The token of a position that is still to be decided.
        public var mask: Int { classCount }
        /// The token of a position that the diagram does not have.
        public var pad: Int { classCount + 1 }
        /// All tokens, MASK and PAD included: the rows of an embedding.
        public var count: Int { classCount + 2 }
    }

    /// The type that each room token below `room.classCount` stands for.
    public let roomTypes: [RoomType]
    /// The relation that each edge token below `noEdge` stands for.
    public let relations: [Relation]
    /// The tokens of rooms: the types, MASK, PAD.
    public let room: Tokens
    /// The tokens of edges: the relations and no-edge, MASK, PAD.
    public let edge: Tokens
    /// The token of two rooms that have no relation; the last class.
    public var noEdge: Int { edge.classCount - 1 }

    /// Classes of rooms and of edges together: the logits of one position.
    public var classCount: Int { room.classCount + edge.classCount }

    /// By raw value, the token of a type (a relation); -1 where the vocabulary does not have it.
    private let roomTokens: [Int]
    private let edgeTokens: [Int]

    /// - Parameters:
    ///   - roomTypes: each at most once, in the order of their tokens.
    ///   - relations: likewise.
    public init(roomTypes: [RoomType], relations: [Relation]) {
        self.roomTypes = roomTypes
        self.relations = relations
        room = Tokens(classCount: roomTypes.count)
        edge = Tokens(classCount: relations.count + 1)
        roomTokens = RoomType.allCases.map { roomTypes.firstIndex(of: $0) ?? -1 }
        edgeTokens = Relation.allCases.map { relations.firstIndex(of: $0) ?? -1 }
    }

    /// RPLAN's (and ResPlan's, in the reference): 13 room types and 10 relations, by their raw values.
    public static let rplan = Vocabulary(roomTypes: RoomType.allCases, relations: Relation.allCases)

    /// The type a room token stands for; nil for MASK, PAD and what is out of range.
    public func roomType(_ token: Int) -> RoomType? { roomTypes.indices.contains(token) ? roomTypes[token] : nil }

    /// The relation an edge token stands for; nil for no-edge, MASK, PAD and what is out of range.
    public func relation(_ token: Int) -> Relation? { relations.indices.contains(token) ? relations[token] : nil }

    /// The token of a type; nil where the vocabulary does not have it.
    public func token(of type: RoomType) -> Int? {
        let token = roomTokens[type.rawValue]
        return token < 0 ? nil : token
    }

    /// The token of a relation; nil where the vocabulary does not have it.
    public func token(of relation: Relation) -> Int? {
        let token = edgeTokens[relation.rawValue]
        return token < 0 ? nil : token
    }
}
