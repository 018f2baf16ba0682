import Language

/// What holds for a whole session.
public struct Preferences: Sendable {
    /// Whether each command's duration is told.
    public var timing = false
    /// Whether long output goes through $PAGER.
    public var pager = false

    public init() {}
}

/// `set [threads=N] [timing=…] [pager=…]`
struct SetCommand: Command {
    let signature = CommandSignature(
        ["set"], "sets what holds for the session; alone it says what is set",
        parameters: [
            Parameter("threads", .int, absent: .decided("as it is"), "batches computed at a time; changes no result"),
            Parameter("timing", .bool, absent: .decided("as it is"), "say how long each command took"),
            Parameter("pager", .bool, absent: .decided("as it is"), "long output goes through $PAGER"),
        ],
        examples: ["set", "set threads=2 timing=true"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        if arguments.isGiven("threads") { workspace.threads = try arguments.int("threads", in: 1...1024) }
        if arguments.isGiven("timing") { workspace.preferences.timing = arguments.bool("timing") }
        if arguments.isGiven("pager") { workspace.preferences.pager = arguments.bool("pager") }
        if signature.parameters.allSatisfy({ !arguments.isGiven($0.name) }) {
            workspace.console.show(
                .table(
                    Table(
                        headers: ["Setting", "Value"],
                        rows: [
                            ["threads", "\(workspace.threads)"], ["timing", "\(workspace.preferences.timing)"],
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
