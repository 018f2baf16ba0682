import BubbleDiagrams

/// What a set of plans is like, in a few figures.
public struct PlanStatistics: Sendable {
    /// Of all rooms, the fraction of each type; 13 of them. Zeros without any room.
    public let roomTypeFractions: [Double]
    /// Of all relations, the fraction of each; 10 of them. Zeros without any relation.
    public let relationFractions: [Double]
    /// Mean relations of a plan.
    public let edgesPerPlan: Double
    /// Shares of the plans in which every room can be reached, no containment is forbidden, and the relations can be
    /// drawn (<doc:GraphStructure>).
    public let connectedFraction: Double
    /// Share of the plans without a forbidden containment.
    public let insideValidFraction: Double
    /// Share of the plans whose relations can be drawn.
    public let transitiveFraction: Double

    /// Of these plans, which may be none.
    public init(_ diagrams: [Diagram]) {
        var rooms = [Int](repeating: 0, count: RoomType.allCases.count)
        var relations = [Int](repeating: 0, count: Relation.allCases.count)
        for diagram in diagrams {
            for room in diagram.rooms { rooms[room.rawValue] += 1 }
            for edge in diagram.edges { relations[edge.relation.rawValue] += 1 }
        }
        func fractions(_ counts: [Int]) -> [Double] {
            let total = Double(max(1, counts.reduce(0, +)))
            return counts.map { Double($0) / total }
        }
        roomTypeFractions = fractions(rooms)
        relationFractions = fractions(relations)
        edgesPerPlan = Double(relations.reduce(0, +)) / Double(max(1, diagrams.count))
        connectedFraction = diagrams.fraction { RoomGraph($0).isConnected }
        insideValidFraction = diagrams.fraction { InsideValidity.holds(for: $0) }
        transitiveFraction = diagrams.fraction { SpatialConsistency($0).isTransitive }
    }
}
