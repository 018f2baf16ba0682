import Language
import Results

/// `load samples PATH`
struct LoadSamples: Command {
    let signature = CommandSignature(
        ["load", "samples"], "reads a samples file, written by bds or by the reference",
        details: """
            A path with *, ? or [ ] stands for all files that match it, in the order of their names, and gives a list, \
            even of one. A file that is called just that is that file.
            """,
        parameters: [
            Parameter(
                "path", .path(extensions: ["pt"]), .positional, absent: .required,
                "the file; with *, ? or [ ] all files that match")
        ],
        result: .either([.object(ObjectTypes.samples), .list(.object(ObjectTypes.samples))]),
        examples: [
            "load samples eval_results/loglinear/llada_topp0.9_no_remask_samples.pt",
            "for s in (load samples eval_results/loglinear/llada_*_samples.pt) { filter $s invalid }",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        try arguments.each("path") { url in
            try workspace.cancellation.check()
            let object = SamplesObject(
                file: try SampleFile(contentsOf: url), schedule: workspace.results.schedule(of: url),
                location: .init(url))
            workspace.console.tell("loaded \(object.summary)")
            return object
        }
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        state.each(arguments, "path", of: ObjectTypes.samples)
    }
}
