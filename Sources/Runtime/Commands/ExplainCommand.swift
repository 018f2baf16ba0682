import Language

/// `explain`
struct ExplainCommand: Command {
    let signature = CommandSignature(
        ["explain"], "the long form of the last error; only at the prompt", examples: ["explain"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let errors = workspace.session.shell.lastProblems.filter { $0.severity == .error }
        if errors.isEmpty {
            workspace.console.tell("nothing has failed yet")
            return .none
        }
        workspace.console.show(.explanations(errors.map { Explanation($0, in: Runtime.table) }))
        return .none
    }
}
