import Language
import Results

/// `load results PATH`
struct LoadResults: Command {
    let signature = CommandSignature(
        ["load", "results"], "reads a result file, of format version 1 or 2",
        details: """
            A path with *, ? or [ ] stands for all files that match it, in the order of their names, and gives a list, \
            even of one. A file that is called just that is that file.
            """,
        parameters: [
            Parameter(
                "path", .path(extensions: ["json"]), .positional, absent: .required,
                "the file; with *, ? or [ ] all files that match")
        ],
        result: .either([.object(ObjectTypes.evaluation), .list(.object(ObjectTypes.evaluation))]),
        examples: [
            "load results eval_results/linear/random_argmax_no_remask.json as before",
            "load results before/llada_*.json | compare",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        try arguments.each("path") { url in
            let object = EvaluationObject(file: try ResultFile(contentsOf: url), url: url)
            workspace.console.tell("loaded \(object.summary)")
            return object
        }
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        state.each(arguments, "path", of: ObjectTypes.evaluation)
    }
}
