import Foundation

/// Graph2Plan's `data.mat` (Hu et al., SIGGRAPH 2020): a struct array `data` with the fields `rType` and `rEdge` (among
/// others), one element a plan.
struct Graph2Plan: DatasetFormat {
    let summary = "Graph2Plan's data.mat"
    let kind = "a MATLAB 5 file"
    let endings = ["mat"]

    /// By how MATLAB's files begin, those of version 7.3 (HDF5), which have a message of their own, included.
    func recognizes(_ bytes: [UInt8], ending: String) -> Bool {
        bytes.starts(with: Array("MATLAB ".utf8)) || bytes.starts(with: [0x89, 0x48, 0x44, 0x46])
    }

    func plans(_ bytes: [UInt8], from url: URL, check: () throws -> Void) throws -> [PlanEntry] {
        let records: [[MATMatrix]]
        do {
            records = try MATFile(bytes).structArray("data", fields: ["rType", "rEdge"], check: check)
        } catch let problem as MATProblem {
            throw DatasetError.Reason.file(problem.clause)
        }
        return records.map { record in
            let plan = GraphPlan(rType: record[0], rEdge: record[1])
            return PlanEntry(rooms: plan.rType.values.count) { () throws(PlanProblem) in try plan.record() }
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
