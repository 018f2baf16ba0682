import Language

/// `print a, b`
struct PrintCommand: Command {
    let signature = CommandSignature(
        ["print"], "prints values on one line",
        parameters: [
            Parameter(
                "values", .any, .variadic, absent: .decided("an empty line"), takesPipe: true, mayVary: true,
                "what to print")
        ],
        examples: ["print \"eta\" 0.4", "print $e.inside_validity.mean"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.console.show(.text(arguments.list("values").map(\.description).joined(separator: " ")))
        return .none
    }
}
