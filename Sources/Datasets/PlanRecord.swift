import BubbleDiagrams

/// A plan as a file has it: room types and edges "room u is `relation` relative to room v" in any order and direction,
/// types and relations by their tokens.
struct PlanRecord {
    var rooms: [Int]
    var edges: [(first: Int, second: Int, relation: Int)]

    /// More edges make no sense of any plan: one for each pair of rooms, both ways, of the largest layout.
    static let edgeLimit = TokenLayout.maxRoomsLimit * TokenLayout.maxRoomsLimit

    /// The diagram, edges in position order: self-loops are dropped, an edge from the higher room is turned round,
    /// and of two edges on one pair the last wins, as in the reference.
    func diagram(_ vocabulary: Vocabulary) throws(PlanProblem) -> Diagram {
        var types: [RoomType] = []
        types.reserveCapacity(rooms.count)
        for room in rooms {
            guard let type = vocabulary.roomType(room) else { throw .room(room, known: vocabulary.roomTypes.count) }
            types.append(type)
        }
        var found: [Diagram.Edge] = []
        found.reserveCapacity(edges.count)
        for edge in edges where edge.first != edge.second {
            for room in [edge.first, edge.second] where !rooms.indices.contains(room) {
                throw .endpoint(room, rooms: rooms.count)
            }
            guard let relation = vocabulary.relation(edge.relation) else {
                throw .relation(edge.relation, known: vocabulary.relations.count)
            }
            found.append(
                edge.first < edge.second
                    ? Diagram.Edge(first: edge.first, second: edge.second, relation: relation)
                    : Diagram.Edge(first: edge.second, second: edge.first, relation: relation.inverse))
        }
        return Diagram(rooms: types, edges: Self.lastOfEachPair(found))
    }

    private static func lastOfEachPair(_ edges: [Diagram.Edge]) -> [Diagram.Edge] {
        let order = edges.enumerated().sorted {
            ($0.element.first, $0.element.second, $0.offset) < ($1.element.first, $1.element.second, $1.offset)
        }
        var kept: [Diagram.Edge] = []
        kept.reserveCapacity(order.count)
        for (_, edge) in order {
            if let last = kept.last, (last.first, last.second) == (edge.first, edge.second) { kept.removeLast() }
            kept.append(edge)
        }
        return kept
    }
}

/// What is wrong with one plan of a file; the clause follows the plan's number.
public enum PlanProblem: Error, Hashable, Sendable {
    /// A number that is not one of the `known` room types (relations).
    case room(Int, known: Int)
    case relation(Int, known: Int)
    /// An edge ends at a room that the plan does not have.
    case endpoint(Int, rooms: Int)
    case notWhole(field: String, Double)
    /// `rEdge` is not N×3.
    case edgeShape(rows: Int, columns: Int)
    /// More edges than there are pairs of rooms in any layout.
    case edgeCount(Int)
    /// A cache entry without `node_types` or `edge_triples` of integers.
    case entry(String)
    case roomCount(Int, rooms: Int)

    var clause: String {
        switch self {
        case .room(let room, let known): "room type \(room) is out of range, expected 0 to \(known - 1)"
        case .relation(let relation, let known):
            "relation \(relation) is out of range, expected 0 to \(known - 1)"
        case .endpoint(let room, let rooms): "an edge ends at room \(room), but the plan has rooms 0 to \(rooms - 1)"
        case .notWhole(let field, let number): "\(field) has \(number), expected whole numbers"
        case .edgeShape(let rows, let columns): "rEdge is \(rows)×\(columns), expected N×3"
        case .edgeCount(let count): "has \(count) edges, expected \(PlanRecord.edgeLimit) at most"
        case .entry(let field): "\(field) is missing or malformed"
        case .roomCount(let count, let rooms): "num_rooms is \(count), but node_types has \(rooms)"
        }
    }
}
