import Language
import Results

/// `upgrade PATH`
struct UpgradeCommand: Command {
    let signature = CommandSignature(
        ["upgrade"], "writes results of format version 1 in version 2, in place",
        details: """
            Every figure stays as it is, none is computed: the one seed gets its place under per_seed, the denoising \
            figures theirs, and seed in config becomes seeds. Results of version 2 are left alone.
            """,
        parameters: [
            Parameter(
                "path", .path(extensions: ["json"]), .positional, absent: .required,
                "the file; with *, ? or [ ] all files that match")
        ],
        result: .either([.object(ObjectTypes.evaluation), .list(.object(ObjectTypes.evaluation))]),
        examples: ["upgrade old/random_argmax_no_remask.json", "upgrade old/*.json"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        try arguments.each("path") { url in
            let file = try ResultFile(contentsOf: url)
            if file.formatVersion == 1 {
                try file.upgraded.write(to: url)
                workspace.console.tell("upgraded \(url.relativePath)")
            } else {
                workspace.console.tell("unchanged \(url.relativePath)")
            }
            return EvaluationObject(file: file.upgraded, url: url)
        }
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        var dryRun = state.each(arguments, "path", of: ObjectTypes.evaluation)
        if dryRun.findings.isEmpty, let path = arguments.text("path"), !Glob.isPattern(path),
            let problem = state.willWrite(arguments, "path")
        {
            dryRun.findings = problem.findings
        }
        return dryRun
    }
}
