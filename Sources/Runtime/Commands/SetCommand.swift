import Language

/// What holds for a whole session.
public struct Preferences: Sendable {
    /// Whether each command's duration is told.
    public var timing = false
    /// How tables are printed where a command is not told otherwise.
    public var format = TableFormat.table
    /// Whether results longer than the screen go through `$PAGER`.
    public var pager = false

    public init() {}
}

/// `set [threads=N] [timing=…]`
struct SetCommand: Command {
    let signature = CommandSignature(
        ["set"], "sets what holds for the session; alone it says what is set",
        parameters: [
            Parameter("threads", .int, absent: .decided("as it is"), "batches computed at a time; changes no result"),
            Parameter("timing", .bool, absent: .decided("as it is"), "say how long each command took"),
            Parameter(
                "format", .symbol(TableFormat.allCases.map(\.rawValue)), absent: .decided("as it is"),
                "how tables are printed"),
            Parameter(
                "pager", .bool, absent: .decided("as it is"),
                "show results longer than the screen with $PAGER (less, where that is not set)"),
        ],
        examples: ["set", "set threads=2 timing=true format=csv"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        if arguments.isGiven("threads") { workspace.threads = try arguments.int("threads", in: 1...1024) }
        if arguments.isGiven("timing") { workspace.preferences.timing = arguments.bool("timing") }
        if arguments.isGiven("pager") {
            workspace.preferences.pager = arguments.bool("pager")
            workspace.console.setPaging(workspace.preferences.pager)
        }
        if let format = arguments.text("format").flatMap(TableFormat.init) { workspace.preferences.format = format }
        if signature.parameters.allSatisfy({ !arguments.isGiven($0.name) }) {
            workspace.console.show(
                .table(
                    Table(
                        headers: ["Setting", "Value"],
                        rows: [
                            ["threads", "\(workspace.threads)"], ["timing", "\(workspace.preferences.timing)"],
                            ["format", workspace.preferences.format.rawValue],
                            ["pager", "\(workspace.preferences.pager)"],
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
