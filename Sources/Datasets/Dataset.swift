import BubbleDiagrams
import Files
import Foundation
import RandomStreams

/// The plans of one file as diagrams, split as the reference splits them.
public struct Dataset: Sendable {
    /// In the file's order, those left out excepted; edges in position order.
    public let diagrams: [Diagram]
    /// The rows that its plans fit into: n_max is the dataset's.
    public let layout: TokenLayout
    /// Plans left out because they have no room, or more than `layout.maxRooms`.
    public let skipped: Int
    /// Which plan is in which split.
    public let split: DatasetSplit
    /// The file, and its SHA-256.
    public let source: URL
    /// Of the file's bytes, hexadecimal.
    public let sha256: String

    /// The diagrams of the train split, in its order; likewise the others'.
    public var train: [Diagram] { split.train.map { diagrams[$0] } }
    /// Those of the validation split.
    public var validation: [Diagram] { split.validation.map { diagrams[$0] } }
    /// Those of the test split.
    public var test: [Diagram] { split.test.map { diagrams[$0] } }

    /// How often the train split has 1, 2 … `layout.maxRooms` rooms; sums to 1.
    public let roomCountDistribution: [Float]

    /// Reads a file of any of `DatasetFormats`, told apart by their content.
    /// - Parameters:
    ///   - maxRooms: plans with more rooms, or none, are left out.
    ///   - check: called now and then; throws to stop.
    /// - Throws: `DatasetError`, what reading a file throws, and what `check` throws.
    public static func load(
        _ url: URL, maxRooms: Int = TokenLayout.rplan.maxRooms, check: () throws -> Void = {}
    ) throws -> Dataset {
        let file = try RandomAccessFile(url)
        do {
            guard (2...TokenLayout.maxRoomsLimit).contains(maxRooms) else {
                throw DatasetError.Reason.maxRooms(maxRooms)
            }
            var plans = PlanCollection(TokenLayout(maxRooms: maxRooms), fileSize: file.size)
            try withoutActuallyEscaping(check) { check in
                try DatasetFormats.format(of: file).forEachPlan(of: file, check: check) { try plans.add($0) }
            }
            let sha256 = try SHA256.of(file, check: check)
            guard file.isUnchanged else { throw DatasetError.Reason.file("was written to while it was read") }
            return try Dataset(
                diagrams: plans.diagrams, layout: plans.layout, skipped: plans.skipped, source: url, sha256: sha256)
        } catch let reason as DatasetError.Reason {
            throw DatasetError(path: url.relativePath, reason: reason)
        }
    }

    /// - Parameters:
    ///   - diagrams: none has more than `layout.maxRooms` rooms.
    ///   - source: what the dataset says it was read from.
    ///   - sha256: of that file, or of the cache that would be written.
    /// - Throws: `.tooFewPlans` when the train split would be empty.
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
    /// edge positions, 0 for one that is absent. One number an edge token, float32.
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
