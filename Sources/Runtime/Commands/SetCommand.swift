import Foundation
import Language

/// What holds for a whole session.
public struct Preferences: Sendable {
    /// Batches computed at a time where a command is not told otherwise; changes no result.
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    /// Whether each command's duration is told.
    public var timing = false
    /// How tables are printed where a command is not told otherwise.
    public var format = TableFormat.table
    /// Whether what is longer than the screen goes through `$PAGER`.
    public var pager = false

    public init() {}
}

/// `set [threads=N] [timing=…]`
struct SetCommand: Command {
    let signature = CommandSignature(
        ["set"], "sets what holds for the session; alone it says what is set",
        parameters: [
            .threads,
            Parameter("timing", .bool, absent: .decided("as it is"), "say how long each command took"),
            Parameter(
                "format", .symbol(TableFormat.allCases.map(\.rawValue)), absent: .decided("as it is"),
                "how tables are printed"),
            Parameter(
                "pager", .bool, absent: .decided("as it is"),
                "show what is longer than the screen through $PAGER, or less; only on a terminal"),
        ],
        examples: ["set", "set threads=2 timing=true format=csv", "set pager=true"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        if arguments.isGiven("threads") { workspace.preferences.threads = workspace.threads }
        if arguments.isGiven("timing") { workspace.preferences.timing = arguments.bool("timing") }
        if let format = arguments.text("format").flatMap(TableFormat.init) { workspace.preferences.format = format }
        if arguments.isGiven("pager") { workspace.preferences.pager = arguments.bool("pager") }
        if signature.parameters.allSatisfy({ !arguments.isGiven($0.name) }) {
            let preferences = workspace.preferences
            workspace.console.show(
                .table(
                    Table(
                        headers: ["Setting", "Value"],
                        rows: [
                            ["threads", "\(preferences.threads)"], ["timing", "\(preferences.timing)"],
                            ["format", preferences.format.rawValue], ["pager", "\(preferences.pager)"],
                        ])))
        }
        return .none
    }
}

/// `timing on`
struct TimingCommand: Command {
    let signature = CommandSignature(
        ["timing"], "says how long each command took, or no longer does",
        parameters: [Parameter("state", .symbol(["on", "off"]), .positional, absent: .literal("on"), "on or off")],
        examples: ["timing on", "timing off"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.preferences.timing = arguments.text("state") == "on"
        return .none
    }
}
