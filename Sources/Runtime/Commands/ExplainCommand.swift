import Language

/// `explain`
struct ExplainCommand: Command {
    let signature = CommandSignature(
        ["explain"], "the long form of the last error; only at the prompt", examples: ["explain"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let errors = workspace.lastProblems.filter { $0.severity == .error }
        if errors.isEmpty {
            workspace.console.tell("nothing has failed yet")
            return .none
        }
        workspace.console.show(.explanations(errors.map { Explanation($0, in: workspace.table) }))
        return .none
    }
}

/// An error with all there is to say about it.
public struct Explanation: Sendable {
    public let diagnostic: Diagnostic
    /// What it means for what was typed.
    public let consequence: String
    /// The command it is about, and the argument; nil where it is about none.
    public let command: CommandSignature?
    public let parameter: Parameter?

    init(_ diagnostic: Diagnostic, in table: SignatureTable) {
        self.diagnostic = diagnostic
        consequence =
            diagnostic.isMistake
            ? "This is a mistake in what was written. Such mistakes are looked for before anything runs."
            : "This went wrong while it ran. What ran before it stays done; what comes after it was not run."
        let subject = diagnostic.subject
        command = subject.flatMap { table.command(beginning: $0.words) }
        parameter = command?.parameters.first { $0.name == subject?.argument }
    }
}
