import Foundation
import Results
import Sampling
import Tables

/// What running a script would compute and write, gathered while it is checked: no weights are loaded beyond headers, and
/// nothing is written.
public final class RunPlan {
    /// One seed that a `sample` would compute or keep.
    struct Seed {
        let method: String
        let seed: Int
        let diagrams: Int
        /// False where it is kept from before.
        let isComputed: Bool
        let reason: String
        /// The branch that it stands in where that may not run.
        let branch: String?
        /// Passes through the network for all diagrams, and seconds; 0 where nothing is computed.
        let passes: Double
        let seconds: Double
    }

    private(set) var seeds: [Seed] = []
    /// What would be written, by path; false where it would come out as it stands.
    private(set) var files: [(path: String, isWritten: Bool)] = []

    /// Nothing planned yet.
    public init() {}

    func add(_ seed: Seed) { seeds.append(seed) }

    func add(file: String, isUpToDate: Bool) {
        if let known = files.firstIndex(where: { $0.path == file }) {
            files[known].isWritten = files[known].isWritten || !isUpToDate
        } else {
            files.append((file, !isUpToDate))
        }
    }

    /// As tables: cells, files, totals.
    var tables: [Table] {
        [seedTable, fileTable, totals]
    }

    private var fileTable: Table {
        Table(
            title: "Files", headers: ["File", "What"],
            rows: files.map { [.text($0.path), .text($0.isWritten ? "write" : "up to date")] },
            alignments: [.left, .left])
    }

    private var seedTable: Table {
        Table(
            title: "Cells", headers: ["Method", "Seed", "Diagrams", "What", "Why", "Branch", "Passes", "Time"],
            rows: seeds.map { seed in
                [
                    .text(seed.method), .int(seed.seed, .plain), .int(seed.diagrams, .grouped),
                    .text(seed.isComputed ? "compute" : "keep"), .text(seed.reason),
                    seed.branch.map { .text($0) } ?? .none(shown: ""),
                    .float(seed.passes, seed.isComputed ? .grouped : .hidden),
                    .float(seed.seconds, seed.isComputed ? .duration : .hidden),
                ]
            }, alignments: [.left, .right, .right, .left, .left, .left, .right, .right])
    }

    private var totals: Table {
        let computed = seeds.filter(\.isComputed)
        let written = files.count(where: \.isWritten)
        let seconds = computed.reduce(0) { $0 + $1.seconds }
        let rows: [(String, Cell)] = [
            ("cells", .int(seeds.count, .plain)), ("to compute", .int(computed.count, .plain)),
            ("kept", .int(seeds.count - computed.count, .plain)), ("files to write", .int(written, .plain)),
            ("up to date", .int(files.count - written, .plain)), ("time", .float(seconds, .estimatedDuration)),
        ]
        return Table(
            title: "In all", headers: ["", ""], rows: rows.map { [.text($0.0), $0.1] }, alignments: [.left, .left])
    }
}
