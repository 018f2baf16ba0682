import BubbleDiagrams
import Files
import Foundation
import RandomStreams
import TorchFiles

/// The plans of one file as diagrams, split as the pipeline splits them (section 2).
public struct Dataset: Sendable {
    /// In the file's order, those left out excepted; edges in position order.
    public let diagrams: [Diagram]
    public let layout: TokenLayout
    /// Plans left out because they have no room, or more than `layout.maxRooms`.
    public let skipped: Int
    public let split: DatasetSplit
    /// The file, and its SHA-256.
    public let source: URL
    public let sha256: String

    /// The diagrams of the train split, in its order; likewise the others'.
    public var train: [Diagram] { split.train.map { diagrams[$0] } }
    public var validation: [Diagram] { split.validation.map { diagrams[$0] } }
    public var test: [Diagram] { split.test.map { diagrams[$0] } }

    /// How often the train split has 1, 2 … `layout.maxRooms` rooms; sums to 1.
    public let roomCountDistribution: [Float]

    /// Reads Graph2Plan's `data.mat` or the pipeline's `.pt` cache, told apart by their content.
    /// - Throws: `FileAccessError`, `TorchFileError`, `DatasetError`.
    public static func load(_ url: URL, maxRooms: Int = TokenLayout.rplan.maxRooms) throws -> Dataset {
        let bytes = try WholeFile.read(url)
        do throws(DatasetError.Reason) {
            guard (2...TokenLayout.maxRoomsLimit).contains(maxRooms) else { throw .maxRooms(maxRooms) }
            let layout = TokenLayout(maxRooms: maxRooms)
            var reading = Reading(layout)
            if bytes.starts(with: Array("PK".utf8)) || ["pt", "pth"].contains(url.pathExtension) {
                try reading.readCache(bytes, url)
            } else {
                try reading.readGraph2Plan(bytes)
            }
            return try Dataset(
                diagrams: reading.diagrams, layout: layout, skipped: reading.skipped,
                source: url, sha256: SHA256.of(bytes))
        } catch {
            throw DatasetError(path: url.relativePath, reason: error)
        }
    }

    /// - Parameter diagrams: None has more than `layout.maxRooms` rooms.
    public init(
        diagrams: [Diagram], layout: TokenLayout, skipped: Int = 0, source: URL, sha256: String
    ) throws(DatasetError.Reason) {
        let split = DatasetSplit(count: diagrams.count)
        if split.train.isEmpty { throw .tooFewPlans(diagrams.count, maxRooms: layout.maxRooms) }
        var histogram = [Int](repeating: 0, count: layout.maxRooms)
        for index in split.train {
            let rooms = diagrams[index].rooms.count
            guard (1...layout.maxRooms).contains(rooms) else { continue }
            histogram[rooms - 1] += 1
        }
        let total = Float(max(1, histogram.reduce(0, +)))
        self.diagrams = diagrams
        self.layout = layout
        self.skipped = skipped
        self.split = split
        self.source = source
        self.sha256 = sha256
        roomCountDistribution = histogram.map { Float($0) / total }
    }

    /// What training weighs an edge's loss by: total / (13 · count) of each edge token over the train split's real
    /// edge positions, 0 for one that is absent. One number an edge token. (Section 15)
    public var edgeClassWeights: [Float] {
        let vocabulary = layout.vocabulary
        var counts = [Int](repeating: 0, count: vocabulary.edge.count)
        for index in split.train {
            let diagram = diagrams[index]
            for edge in diagram.edges {
                guard let token = vocabulary.token(of: edge.relation) else { continue }
                counts[token] += 1
            }
            counts[vocabulary.noEdge] += diagram.rooms.count * (diagram.rooms.count - 1) / 2 - diagram.edges.count
        }
        let total = Float(counts.reduce(0, +))
        return counts.map { $0 == 0 ? 0 : total / (Float(counts.count) * Float($0)) }
    }
}

/// The plans of a file as they are read.
private struct Reading {
    let layout: TokenLayout
    var diagrams: [Diagram] = []
    var skipped = 0
    private var number = 0

    init(_ layout: TokenLayout) { self.layout = layout }

    mutating func readGraph2Plan(_ bytes: [UInt8]) throws(DatasetError.Reason) {
        let plans: [GraphPlan]
        do { plans = try Graph2Plan.plans(bytes) } catch { throw .file(error.clause) }
        diagrams.reserveCapacity(plans.count)
        for plan in plans { try add(rooms: plan.rType.values.count) { () throws(PlanProblem) in try plan.record() } }
    }

    mutating func readCache(_ bytes: [UInt8], _ url: URL) throws(DatasetError.Reason) {
        let value: TorchValue
        do { value = try TorchFile.read(bytes, from: url) } catch {
            throw .file(error.reason.clause, place: error.place)
        }
        guard let entries = value.elements else {
            throw .file("is a PyTorch file, but not a dataset: it holds a \(value.typeName), expected a list of plans")
        }
        diagrams.reserveCapacity(entries.count)
        for entry in entries {
            try add(rooms: entry["node_types"]?.elements?.count) { () throws(PlanProblem) in
                try DatasetCache.record(entry)
            }
        }
    }

    /// - Parameter rooms: nil where the plan has no list of them, which `record` will say.
    private mutating func add(
        rooms: Int?, _ record: () throws(PlanProblem) -> PlanRecord
    ) throws(DatasetError.Reason) {
        number += 1
        if let rooms, !(1...layout.maxRooms).contains(rooms) {
            skipped += 1
            return
        }
        do { diagrams.append(try record().diagram(layout.vocabulary)) } catch { throw .plan(number: number, error) }
    }
}
