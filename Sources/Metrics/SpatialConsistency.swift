import BubbleDiagrams

/// Whether a diagram's relations can be drawn: "left of" and "above" must each order the rooms without a cycle.
struct SpatialConsistency: Hashable, Sendable {
    let isHorizontal: Bool
    let isVertical: Bool

    var isTransitive: Bool { isHorizontal && isVertical }

    init(_ diagram: Diagram) {
        var right = [UInt64](repeating: 0, count: diagram.rooms.count)
        var down = right
        func follow(_ successors: inout [UInt64], _ direction: Relation.Direction?, _ edge: Diagram.Edge) {
            switch direction {
            case .before: successors[edge.first] |= 1 << UInt64(edge.second)
            case .behind: successors[edge.second] |= 1 << UInt64(edge.first)
            case .level, nil: break
            }
        }
        for edge in diagram.edges {
            follow(&right, edge.relation.horizontal, edge)
            follow(&down, edge.relation.vertical, edge)
        }
        isHorizontal = Self.isAcyclic(right)
        isVertical = Self.isAcyclic(down)
    }

    /// Takes away rooms that nothing follows until none is left, or a cycle is.
    private static func isAcyclic(_ successors: [UInt64]) -> Bool {
        var left = Array(successors.indices)
        var leftBits = left.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        while !left.isEmpty {
            let blocked = left.filter { successors[$0] & leftBits != 0 }
            if blocked.count == left.count { return false }
            left = blocked
            leftBits = blocked.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        }
        return true
    }
}
