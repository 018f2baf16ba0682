import Foundation
import Language
import Results

/// `load samples PATH`, `load results PATH`: what a file holds, or a list of what those hold that match a pattern.
struct LoadFiles: Command {
    let signature: CommandSignature
    /// The type of object that a file gives.
    private let type: String
    private let read: @Sendable (URL, ResultsFolder) throws -> any ObjectValue

    static let samples = LoadFiles(
        "samples", "reads a samples file, written by bds or by the reference", ending: "pt", ObjectTypes.samples,
        examples: [
            "load samples eval_results/loglinear/llada_topp0.9_no_remask_samples.pt",
            "for s in (load samples eval_results/loglinear/llada_*_samples.pt) { filter $s invalid }",
        ]
    ) { url, results in
        SamplesObject(
            file: try SampleFile(contentsOf: url), schedule: results.schedule(of: url),
            location: .init(url))
    }

    static let results = LoadFiles(
        "results", "reads a result file, of format version 1 or 2", ending: "json", ObjectTypes.evaluation,
        examples: [
            "load results eval_results/linear/random_argmax_no_remask.json as before",
            "load results before/llada_*.json | compare",
        ]
    ) { url, _ in
        EvaluationObject(file: try ResultFile(contentsOf: url), url: url)
    }

    private init(
        _ what: String, _ summary: String, ending: String, _ type: String, examples: [String],
        read: @escaping @Sendable (URL, ResultsFolder) throws -> any ObjectValue
    ) {
        signature = CommandSignature(
            ["load", what], summary,
            details: """
                A path with *, ? or [ ] stands for all files that match it, in the order of their names, and gives a \
                list, even of one. A file that is called just that is that file.
                """,
            parameters: [
                Parameter(
                    "path", .path(extensions: [ending]), .positional, absent: .required,
                    "the file; with *, ? or [ ] all files that match")
            ],
            result: .either([.object(type), .list(.object(type))]), examples: examples)
        self.type = type
        self.read = read
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        try arguments.each("path") { url in
            try workspace.cancellation.check()
            let object = try read(url, workspace.results)
            workspace.console.tell("loaded \(object.summary)")
            if let samples = object as? SamplesObject, samples.file.isBare {
                workspace.console.tell(
                    "load samples: \(url.relativePath) holds tokens and masks alone; method and seed are not recorded")
            }
            return object
        }
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        var dryRun = state.each(arguments, "path", of: type)
        guard dryRun.findings.isEmpty, let path = arguments.text("path") else { return dryRun }
        // What stands there now, and nothing before writes, is what the run will read.
        for file in Glob.isPattern(path) ? Glob.files(path) : [path] {
            let url = URL(typed: file)
            guard state.canRead(url) else { continue }
            do { _ = try read(url, state.results ?? ResultsFolder()) } catch {
                dryRun.findings.append(.init(isError: true, describe(error), about: "path"))
                break
            }
        }
        return dryRun
    }
}
