import Foundation
import JSON
import Language
import Results
import Tables

/// `replay FILE`
struct ReplayCommand: Command {
    let signature = CommandSignature(
        ["replay"], "makes again what a samples or result file records, and says whether it comes out the same",
        details: """
            Samples: checkpoint, options, seeds and room counts are taken from the file. Results: the samples they are \
            of, drawn again where they are gone, are evaluated against the dataset recorded. Nothing kept from before \
            is used and nothing is written. It fails where checkpoint or dataset are no longer those recorded, or a row \
            or figure differs.
            """,
        parameters: [
            Parameter(
                "path", .path(extensions: ["pt", "json"]), .positional, absent: .required,
                "a samples or result file of bds"), .threads, .format,
        ],
        examples: [
            "replay eval_results/loglinear/llada_topp0.9_no_remask_samples.pt",
            "replay eval_results/loglinear/llada_topp0.9_no_remask.json",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = try arguments.path("path")
        if url.pathExtension.lowercased() == "json" {
            try replay(results: url, workspace)
        } else {
            try replay(samples: url, workspace)
        }
        return .none
    }

    private func replay(samples url: URL, _ workspace: Workspace) throws {
        let file = try SampleFile(contentsOf: url)
        let rows = try SamplesReplay(
            method: file.method, config: file.config, count: file.numSamples, seeds: file.perSeed.map(\.seed),
            recorded: file.provenance ?? [:], source: url.relativePath
        ).rows(workspace)
        let differing = zip(file.perSeed, rows).map { seed, rows in
            (seed: seed.seed, count: (0..<rows.count).count { rows.row($0) != seed.rows.row($0) })
        }
        workspace.console.show(
            .table(
                Table(
                    title: file.method, headers: ["Seed", "Rows", "Identical"],
                    rows: differing.map {
                        ["\($0.seed)", grouped(file.numSamples), $0.count == 0 ? "yes" : "no, \($0.count) differ"]
                    })))
        let changed = differing.filter { $0.count > 0 }
        guard changed.isEmpty else {
            throw CommandFailure(
                "\(changed.count) of \(counted(differing.count, "seed")) \(changed.count == 1 ? "differs" : "differ")")
        }
    }

    private func replay(results url: URL, _ workspace: Workspace) throws {
        let file = try ResultFile(contentsOf: url)
        let differences = try ResultReplay(file: file, url: url, workspace: workspace).differences()
        workspace.console.show(
            .table(
                Table(
                    title: file.method, headers: ["Seed", "Figures", "Identical"],
                    rows: differences.map {
                        [
                            $0.place, grouped($0.figures),
                            $0.differing == 0
                                ? "yes" : "no, \($0.differing) differ, by \(PythonFloat.repr($0.most)) at most",
                        ]
                    })))
        let differing = differences.reduce(0) { $0 + $1.differing }
        guard differing == 0 else {
            throw CommandFailure("\(counted(differing, "figure")) \(differing == 1 ? "differs" : "differ")")
        }
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        state.missingFile(arguments, "path") ?? DryRun()
    }
}
