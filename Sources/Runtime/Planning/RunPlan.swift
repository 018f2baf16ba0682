import Foundation
import JSON
import Results
import Sampling

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
            rows: files.map { [$0.path, $0.isWritten ? "write" : "up to date"] }, alignments: [.left, .left])
    }

    private var seedTable: Table {
        Table(
            title: "Cells", headers: ["Method", "Seed", "Diagrams", "What", "Why", "Branch", "Passes", "Time"],
            rows: seeds.map { seed in
                [
                    seed.method, "\(seed.seed)", grouped(seed.diagrams), seed.isComputed ? "compute" : "keep",
                    seed.reason,
                    seed.branch ?? "", seed.isComputed ? grouped(Int(seed.passes)) : "",
                    seed.isComputed ? duration(seed.seconds) : "",
                ]
            }, alignments: [.left, .right, .right, .left, .left, .left, .right, .right],
            values: seeds.map { seed in
                [
                    .string(seed.method), .int(seed.seed), .int(seed.diagrams),
                    .string(seed.isComputed ? "compute" : "keep"), .string(seed.reason),
                    seed.branch.map { .string($0) } ?? .null,
                    .float(seed.passes), .float(seed.seconds),
                ]
            })
    }

    private var totals: Table {
        let computed = seeds.filter(\.isComputed)
        let written = files.count(where: \.isWritten)
        let seconds = computed.reduce(0) { $0 + $1.seconds }
        let rows: [(String, String, JSON)] = [
            ("cells", "\(seeds.count)", .int(seeds.count)), ("to compute", "\(computed.count)", .int(computed.count)),
            ("kept", "\(seeds.count - computed.count)", .int(seeds.count - computed.count)),
            ("files to write", "\(written)", .int(written)),
            ("up to date", "\(files.count - written)", .int(files.count - written)),
            ("time", "about " + duration(seconds), .float(seconds)),
        ]
        return Table(
            title: "In all", headers: ["", ""], rows: rows.map { [$0.0, $0.1] }, alignments: [.left, .left],
            values: rows.map { [.string($0.0), $0.2] })
    }
}
