import Foundation
import Language

/// `handoff [to FILE.md]`
struct HandoffCommand: Command {
    let signature = CommandSignature(
        ["handoff"], "writes a Markdown note of the session that runs as it stands",
        details: """
            The note has the commands as a bds block, the files with their SHA-256, versions, the results as tables, \
            and what failed. bds NOTE.md runs it; bds check NOTE.md says whether the files are still those recorded.
            """,
        parameters: [
            Parameter(
                "to", .path(extensions: ["md"]), .clause, absent: .decided("it is printed"), mayVary: true, "the note"),
            Parameter("since", .int, absent: .literal("1"), "the first command of this sitting that belongs to it"),
            Parameter("overwrite", .bool, absent: .literal("false"), "replace a file with other content"),
        ],
        examples: ["handoff to night.md", "handoff since=5"])

    func validate(_ arguments: any ArgumentValues) throws { try arguments.require("since", in: 1...1_000_000) }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let first = try arguments.int("since") - 1
        let note = try HandoffNote(
            workspace.session.journal, script: workspace.checkedScript(since: first, for: "handoff"), since: first,
            backend: BDS.device.name
        ).text
        if let url = arguments.optionalPath("to") {
            try workspace.writeText(
                note, to: url, OverwriteRule(arguments.value("overwrite")),
                exceptLinesBeginning: HandoffNote.writtenBeginning)
        } else {
            workspace.console.show(.text(note))
        }
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        state.willWrite(arguments, "to") ?? DryRun()
    }
}
