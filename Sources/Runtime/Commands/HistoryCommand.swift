import Foundation
import Language

/// `history [N]`
struct HistoryCommand: Command {
    let signature = CommandSignature(
        ["history"], "lists what was typed, in this and earlier sittings",
        parameters: [
            Parameter("count", .int, .positional, absent: .literal("20"), "how many of the last commands")
        ],
        examples: ["history", "history 5"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let count = try arguments.int("count", in: Self.counts)
        let typed = workspace.session.shell.typed
        let lines = typed.enumerated().suffix(count).map { index, text in
            let margin = String(repeating: " ", count: "\(index + 1)".count + 2)
            return "\(index + 1)  "
                + text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(
                    separator: "\n" + margin)
        }
        if lines.isEmpty {
            workspace.console.tell("nothing was typed yet")
        } else {
            workspace.console.show(.text(lines.joined(separator: "\n")))
        }
        return .none
    }

    private static let counts = 0...Int.max

    func validate(_ arguments: any ArgumentValues) throws { try arguments.require("count", in: Self.counts) }
}

/// `history save FILE.bds`
struct HistorySaveCommand: Command {
    let signature = CommandSignature(
        ["history", "save"], "writes this sitting's commands as a script",
        details: """
            What failed or was interrupted stands in the script as a comment; what is for the prompt alone (history, \
            explain, cd …) is left out.
            """,
        parameters: [
            Parameter("path", .path(extensions: ["bds"]), .positional, absent: .required, "the script to write"),
            Parameter("overwrite", .bool, absent: .literal("false"), "replace a file with other content"),
        ],
        examples: ["history save night.bds"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let folders = Set(
            workspace.session.journal.entries.flatMap { $0.steps.filter { $0.outcome != nil }.map(\.folder) })
        if folders.count > 1 {
            workspace.console.warn("history save: these commands ran in \(folders.count) folders; the script has no cd")
        }
        try workspace.writeText(
            workspace.checkedScript(for: "history save"), to: try arguments.path("path"),
            OverwriteRule(arguments.value("overwrite")), about: "path")
        return .none
    }
}
