import BubbleDiagrams
import Files
import Foundation
import TorchFiles

/// The pipeline's cache of a dataset (`data_cache/graph2plan_nmax8.pt`): a torch file of a list of dicts
/// {"node_types": [int], "edge_triples": [(int, int, int)], "num_rooms": int}.
struct PlanCache: DatasetFormat {
    let summary = "the .pt cache made from it"
    let kind = "one of PyTorch's"
    let endings = ["pt"]

    /// torch's files are zip archives; one that is called so and is not is for its reader to explain.
    func recognizes(_ beginning: [UInt8], ending: String) -> Bool {
        beginning.starts(with: Array("PK".utf8)) || ["pt", "pth"].contains(ending)
    }

    func forEachPlan(
        of file: RandomAccessFile, check: @escaping () throws -> Void, _ body: (PlanEntry) throws -> Void
    ) throws {
        try check()
        let value: TorchValue
        do { value = try TorchFile.read(file.url) } catch let error as TorchFileError {
            throw DatasetError.Reason.file(error.reason.clause, place: error.place)
        }
        guard let entries = value.elements else {
            throw DatasetError.Reason.file(
                "is a PyTorch file, but not a dataset: it holds a \(value.typeName), expected a list of plans")
        }
        for (index, entry) in entries.enumerated() {
            if index.isMultiple(of: 1000) { try check() }
            try body(
                PlanEntry(rooms: entry["node_types"]?.elements?.count) { () throws(PlanProblem) in
                    try Self.record(entry)
                })
        }
    }

    private static func record(_ entry: TorchValue) throws(PlanProblem) -> PlanRecord {
        guard let rooms = integers(entry["node_types"]) else { throw .entry("node_types") }
        guard let triples = entry["edge_triples"]?.elements else { throw .entry("edge_triples") }
        if let count = entry["num_rooms"]?.intValue, count != rooms.count {
            throw .roomCount(count, rooms: rooms.count)
        }
        if triples.count > PlanRecord.edgeLimit { throw .edgeCount(triples.count) }
        var record = PlanRecord(rooms: rooms, edges: [])
        record.edges.reserveCapacity(triples.count)
        for triple in triples {
            guard let numbers = integers(triple), numbers.count == 3 else { throw .entry("edge_triples") }
            record.edges.append((numbers[0], numbers[1], numbers[2]))
        }
        return record
    }

    /// The cache of `diagrams`, types and relations by the vocabulary's tokens.
    static func value(of diagrams: [Diagram], _ vocabulary: Vocabulary) -> TorchValue {
        .list(
            diagrams.map { diagram in
                let edges = diagram.edges.map {
                    TorchValue.tuple([
                        .int($0.first), .int($0.second),
                        .int(vocabulary.token(of: $0.relation) ?? vocabulary.edge.pad),
                    ])
                }
                return .dict([
                    "node_types": .list(diagram.rooms.map { .int(vocabulary.token(of: $0) ?? vocabulary.room.pad) }),
                    "edge_triples": .list(edges),
                    "num_rooms": .int(diagram.rooms.count),
                ])
            })
    }

    private static func integers(_ value: TorchValue?) -> [Int]? {
        guard let elements = value?.elements else { return nil }
        let integers = elements.compactMap(\.intValue)
        return integers.count == elements.count ? integers : nil
    }
}

extension Dataset {
    /// Writes the plans as the pipeline's cache, from which it starts without `data.mat`.
    /// - Throws: what writing a file throws.
    public func saveCache(to url: URL) throws {
        try TorchFile.write(PlanCache.value(of: diagrams, layout.vocabulary), to: url)
    }
}
