import Language

/// `exit`
struct ExitCommand: Command {
    let signature = CommandSignature(
        ["exit"], "leaves the shell, or ends the script",
        parameters: [
            Parameter(
                "status", .int, .positional, absent: .decided("0, or 1 after failures that the run went on after"),
                "the exit status, 0 to 255")
        ],
        examples: ["exit", "exit 3"])

    func validate(_ arguments: any ArgumentValues) throws {
        guard let status = arguments.value("status"), case .int(let number) = status, !Self.range.contains(number)
        else { return }
        throw CommandFailure("status is \(number), expected 0 to 255", about: "status", isMistake: true)
    }

    private static let range = 0...255

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.session.shell.isOver = true
        if case .int(let status)? = arguments.value("status") {
            workspace.session.shell.exitStatus = Int32(clamping: status)
        }
        throw Left()
    }
}

/// Thrown by `exit` through whatever is running: nothing more of the line or script is run.
public struct Left: Error, Sendable {
    /// The session is left.
    public init() {}
}
