import Foundation
import Language

/// `source FILE`
struct SourceCommand: Command {
    let signature = CommandSignature(
        ["source"], "checks and runs a script in this session; only at the prompt",
        details: "It runs when the rest of what was typed with it has run. What it binds stays.",
        parameters: [
            Parameter("path", .path(extensions: ["bds", "md"]), .positional, absent: .required, "the script or note")
        ],
        examples: ["source night.bds"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.session.shell.followUps.append(.file(try arguments.path("path").relativePath))
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        state.missingFile(arguments, "path") ?? DryRun()
    }
}
