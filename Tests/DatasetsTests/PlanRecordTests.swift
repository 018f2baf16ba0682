import BubbleDiagrams
import Testing

@testable import Datasets

@Suite struct PlanRecordTests {
    private func edges(_ edges: [(Int, Int, Int)], rooms: Int = 3) throws(PlanProblem) -> [Diagram.Edge] {
        let record = PlanRecord(
            rooms: [Int](repeating: 1, count: rooms),
            edges: edges.map { (first: $0.0, second: $0.1, relation: $0.2) })
        return try record.diagram(.rplan).edges
    }

    @Test func selfLoopsAreDropped() throws {
        #expect(try edges([(1, 1, 4), (0, 1, 4)]) == [.init(first: 0, second: 1, relation: .inside)])
        #expect(try edges([(7, 7, 99)]) == [])
    }

    @Test func edgesAreTurnedRound() throws {
        #expect(try edges([(2, 0, 2)]) == [.init(first: 0, second: 2, relation: .rightOf)])
    }

    @Test func theLastOfAPairWins() throws {
        #expect(try edges([(0, 1, 2), (1, 2, 3), (1, 0, 0)]).map(\.relation) == [.rightBelow, .above])
    }

    @Test func edgesStandInPositionOrder() throws {
        let pairs = try edges([(2, 1, 0), (0, 2, 0), (1, 0, 0)]).map { [$0.first, $0.second] }
        #expect(pairs == [[0, 1], [0, 2], [1, 2]])
    }

    @Test func whatIsOutOfRangeIsRefused() {
        #expect(throws: PlanProblem.endpoint(3, rooms: 3)) { try edges([(0, 3, 1)]) }
        #expect(throws: PlanProblem.endpoint(-1, rooms: 3)) { try edges([(-1, 0, 1)]) }
        #expect(throws: PlanProblem.relation(10, known: 10)) { try edges([(0, 1, 10)]) }
        #expect(throws: PlanProblem.room(13, known: 13)) { try PlanRecord(rooms: [0, 13], edges: []).diagram(.rplan) }
        #expect(throws: PlanProblem.room(-1, known: 13)) { try PlanRecord(rooms: [-1], edges: []).diagram(.rplan) }
    }

    // MARK: From matrices

    private func record(_ rooms: [Double], _ rows: Int, _ columns: Int, _ values: [Double]) throws(PlanProblem)
        -> PlanRecord
    {
        try GraphPlan(
            rType: MATMatrix(rows: 1, columns: rooms.count, values: rooms),
            rEdge: MATMatrix(rows: rows, columns: columns, values: values)
        ).record()
    }

    @Test func columnsAreUVAndRelation() throws {
        let edges = try record([0, 1, 2], 2, 3, [0, 1, 1, 2, 4, 5]).edges
        #expect(edges.map { [$0.first, $0.second, $0.relation] } == [[0, 1, 4], [1, 2, 5]])
    }

    @Test(arguments: [(1, 3), (3, 1)]) func aSingleEdgeInAnyShape(rows: Int, columns: Int) throws {
        let edges = try record([0, 1], rows, columns, [0, 1, 4]).edges
        #expect(edges.map { [$0.first, $0.second, $0.relation] } == [[0, 1, 4]])
    }

    @Test func otherShapesAndFractionsAreRefused() {
        #expect(throws: PlanProblem.edgeShape(rows: 2, columns: 2)) { try record([0, 1], 2, 2, [0, 1, 2, 3]) }
        #expect(throws: PlanProblem.edgeShape(rows: 3, columns: 2)) { try record([0, 1], 3, 2, [0, 1, 2, 3, 4, 5]) }
        #expect(throws: PlanProblem.notWhole(field: "rType", 0.5)) { try record([0.5], 0, 0, []) }
        #expect(throws: PlanProblem.notWhole(field: "rEdge", .infinity)) {
            try record([0, 1], 1, 3, [0, 1, .infinity])
        }
        #expect(throws: PlanProblem.self) { try record([.nan], 0, 0, []) }
        #expect(throws: PlanProblem.self) { try record([1e30], 0, 0, []) }
    }
}
