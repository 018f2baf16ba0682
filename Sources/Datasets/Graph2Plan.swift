import Files
import Foundation

/// Graph2Plan's `data.mat` (Hu et al., SIGGRAPH 2020): a struct array `data` with the fields `rType` and `rEdge` (among
/// others), one element a plan. Of all versions of MATLAB's files.
struct Graph2Plan: DatasetFormat {
    let summary = "Graph2Plan's data.mat"
    let kind = "a MATLAB file"
    let endings = ["mat"]

    /// By how MATLAB's files begin.
    func recognizes(_ beginning: [UInt8], ending: String) -> Bool {
        beginning.starts(with: Array("MATLAB ".utf8)) || HDF5File.recognizes(beginning)
            || MAT4Header(beginning) != nil
    }

    func forEachPlan(
        of file: RandomAccessFile, check: @escaping () throws -> Void, _ body: (PlanEntry) throws -> Void
    ) throws {
        func take(_ record: [MATMatrix]) throws {
            let plan = GraphPlan(rType: record[0], rEdge: record[1])
            try body(PlanEntry(rooms: plan.rType.count) { () throws(PlanProblem) in try plan.record() })
        }
        let fields = ["rType", "rEdge"]
        do {
            let beginning = try file.read(0..<DatasetFormats.beginning)
            if HDF5File.recognizes(beginning) {
                try HDF5File(file, check: check).forEachRecord(of: "data", fields: fields, take)
            } else if MAT4Header(beginning) != nil {
                throw MATProblem.version4(variables: try Self.version4Variables(file, check))
            } else {
                try MATFile(file, check: check).forEachRecord(of: "data", fields: fields, take)
            }
        } catch let problem as MATProblem {
            throw DatasetError.Reason.file(problem.clause)
        }
    }

    /// The names of the first matrices.
    private static func version4Variables(_ file: RandomAccessFile, _ check: () throws -> Void) throws -> [String] {
        var names: [String] = []
        var offset = 0
        while names.count <= MATProblem.namesSaid, offset < file.size {
            try check()
            guard let header = MAT4Header(try file.read(offset..<offset + 128)) else { break }
            names.append(header.name)
            offset += header.byteCount
        }
        return names
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
        if rEdge.count > MATMatrix.limit { throw .edgeCount(rEdge.count / 3) }
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
