/// Graph2Plan's `data.mat`: a struct array `data` with the fields `rType` and `rEdge` (among others), one element a
/// plan.
enum Graph2Plan {
    static func plans(_ bytes: [UInt8]) throws(MATProblem) -> [GraphPlan] {
        try MATFile(bytes).structArray("data", fields: ["rType", "rEdge"]).map {
            GraphPlan(rType: $0[0], rEdge: $0[1])
        }
    }
}

/// One element of `data`.
struct GraphPlan {
    /// A scalar, a row or a column: one number a room.
    let rType: MATMatrix
    /// N×3: u, v, relation. A single edge may have lost its shape; no edge may be empty in any shape.
    let rEdge: MATMatrix

    func record() throws(PlanProblem) -> PlanRecord {
        let rooms = try Self.whole(rType.values, "rType")
        let numbers = try Self.whole(rEdge.values, "rEdge")
        if numbers.isEmpty { return PlanRecord(rooms: rooms, edges: []) }
        if numbers.count == 3 { return PlanRecord(rooms: rooms, edges: [(numbers[0], numbers[1], numbers[2])]) }
        guard rEdge.columns == 3 else { throw .edgeShape(rows: rEdge.rows, columns: rEdge.columns) }
        let count = rEdge.rows
        let edges = (0..<count).map {
            (first: numbers[$0], second: numbers[count + $0], relation: numbers[2 * count + $0])
        }
        return PlanRecord(rooms: rooms, edges: edges)
    }

    private static func whole(_ numbers: [Double], _ field: String) throws(PlanProblem) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(numbers.count)
        for number in numbers {
            guard let integer = Int(exactly: number) else { throw .notWhole(field: field, number) }
            result.append(integer)
        }
        return result
    }
}
