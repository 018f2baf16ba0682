import Language

/// `exit`
struct ExitCommand: Command {
    let signature = CommandSignature(["exit"], "leaves the shell, or ends the script", examples: ["exit"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.session.shell.isOver = true
        throw Left()
    }
}

/// Thrown by `exit` through whatever is running: nothing more of the line or script is run.
public struct Left: Error, Sendable {
    /// The session is left.
    public init() {}
}
