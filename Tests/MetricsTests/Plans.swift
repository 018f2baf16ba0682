import BubbleDiagrams

@testable import Metrics

/// A layout small enough to write rows by hand: 4 rooms, 6 pairs (01 02 03 12 13 23).
let tiny = TokenLayout(maxRooms: 4)

func plan(_ rooms: [RoomType], _ edges: [(Int, Int, Relation)]) -> Diagram {
    Diagram(rooms: rooms, edges: edges.map { Diagram.Edge(first: $0.0, second: $0.1, relation: $0.2) })
}

/// The diagrams' token rows.
func rows(_ diagrams: [Diagram], _ layout: TokenLayout = tiny) -> TokenRows {
    TokenRows(
        layout: layout, tokens: diagrams.flatMap { layout.tokens(of: $0) },
        padMask: diagrams.flatMap { layout.padMask(rooms: $0.rooms.count) })
}

/// Two rooms side by side.
let pair = plan([.livingRoom, .kitchen], [(0, 1, .leftOf)])
/// Three rooms, each related to each.
let triangle = plan([.livingRoom, .kitchen, .bathroom], [(0, 1, .leftOf), (0, 2, .leftOf), (1, 2, .above)])
/// Three rooms in a row.
let chain = plan([.livingRoom, .kitchen, .balcony], [(0, 1, .leftOf), (1, 2, .below)])

/// The diagrams as samples, beside those of a train split.
func samples(_ diagrams: [Diagram], against train: [Diagram]) throws -> EvaluatedSamples {
    try EvaluatedSamples(rows(diagrams), against: TrainReference(diagrams: train, layout: tiny))
}

func isClose(_ a: Double?, _ b: Double, tolerance: Double = 1e-12) -> Bool {
    guard let a else { return false }
    return abs(a - b) <= tolerance
}
