import Foundation
import Results
import Sampling
import Tables

/// What running a script would compute and write, gathered while it is checked: no weights are loaded beyond headers, and
/// nothing is written.
public final class RunPlan {
    struct PlannedCell {
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

    private(set) var cells: [PlannedCell] = []
    private(set) var files: [String] = []

    public init() {}

    func add(_ cell: PlannedCell) { cells.append(cell) }

    func add(file: String) { if !files.contains(file) { files.append(file) } }

    /// As tables: cells, files, totals.
    var tables: [Table] {
        [cellTable, Table(title: "Files", headers: ["Written"], rows: files.map { [$0] }), totals]
    }

    private var cellTable: Table {
        Table(
            title: "Cells", headers: ["Method", "Seed", "Diagrams", "What", "Why", "Branch", "Passes", "Time"],
            rows: cells.map { cell in
                [
                    .text(cell.method), .int(cell.seed, .plain), .int(cell.diagrams, .grouped),
                    .text(cell.isComputed ? "compute" : "keep"), .text(cell.reason),
                    cell.branch.map { .text($0) } ?? .none(shown: ""),
                    .float(cell.passes, cell.isComputed ? .grouped : .hidden),
                    .float(cell.seconds, cell.isComputed ? .duration : .hidden),
                ]
            }, alignments: [.left, .right, .right, .left, .left, .left, .right, .right])
    }

    private var totals: Table {
        let computed = cells.filter(\.isComputed)
        let seconds = computed.reduce(0) { $0 + $1.seconds }
        let rows: [(String, Cell)] = [
            ("cells", .int(cells.count, .plain)), ("to compute", .int(computed.count, .plain)),
            ("kept", .int(cells.count - computed.count, .plain)), ("files to write", .int(files.count, .plain)),
            ("time", .float(seconds, .estimatedDuration)),
        ]
        return Table(
            title: "In all", headers: ["", ""], rows: rows.map { [.text($0.0), $0.1] }, alignments: [.left, .left])
    }
}

extension RunPlan {
    /// What `sample` would do for each seed.
    func add(
        _ request: SamplingRequest, _ object: CheckpointObject, isFresh: Bool, branch: String?, threads: Int
    ) {
        let store = CellStore()
        let fates = request.seeds.map { seed -> (seed: Int, isComputed: Bool, reason: String) in
            let key = CellKey(request, object, seed: seed)
            if isFresh { return (seed, true, "fresh=true") }
            switch store.find(key) {
            case .rows: return (seed, false, store.madeByAnother(key).map { "made by bds \($0)" } ?? "up to date")
            case .missing: return (seed, true, store.reason(key))
            case .damaged(let why): return (seed, true, why)
            }
        }
        let missing = fates.count(where: \.isComputed)
        var passes = 0.0
        var seconds = 0.0
        if missing > 0 {
            let sizes = object.checkpoint.header.denoiser
            let cost = SamplingCost(configuration: sizes, noise: request.noise, options: request.options)
            passes = cost.passes * Double(request.count)
            seconds =
                cost.seconds(on: BDS.device, diagrams: request.count, seeds: missing, threads: threads)
                / Double(missing)
        }
        for fate in fates {
            add(
                PlannedCell(
                    method: request.method(isV2: object.checkpoint.header.isV2), seed: fate.seed,
                    diagrams: request.count, isComputed: fate.isComputed, reason: fate.reason,
                    branch: branch, passes: fate.isComputed ? passes : 0,
                    seconds: fate.isComputed ? seconds : 0))
        }
    }
}

extension Runtime {
    /// Prints a plan: on the screen, or in full.
    public func show(_ plan: RunPlan, as format: TableFormat) {
        CommandOutput(workspace.terminal, format: format).show(.tables(plan.tables))
    }
}
