import Language
import Tables

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
            Parameter(
                "on_error", .symbol(["stop", "continue"]), absent: .decided("as it is; at first stop"),
                "after a failure: stop, or report it and go on with the next statement or round of a loop"),
            Parameter(
                "results", .path(), absent: .decided("as it is"), mayVary: true,
                "the folder that holds a folder of samples and results for each schedule; at first eval_results"),
        ],
        examples: ["set", "set threads=2 timing=true format=csv", "set pager=true", "set results=runs/may"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        if arguments.isGiven("threads") { workspace.session.preferences.threads = workspace.threads }
        if arguments.isGiven("timing") { workspace.session.preferences.timing = arguments.bool("timing") }
        if let format = arguments.text("format").flatMap(TableFormat.init) {
            workspace.session.preferences.format = format
        }
        if arguments.isGiven("pager") { workspace.session.preferences.pager = arguments.bool("pager") }
        if let word = arguments.text("on_error") { workspace.session.preferences.goesOn = word == "continue" }
        if let path = arguments.text("results") { workspace.session.preferences.results = ResultsFolder(path) }
        if signature.parameters.allSatisfy({ !arguments.isGiven($0.name) }) {
            let preferences = workspace.session.preferences
            workspace.console.show(
                .table(
                    Table(
                        headers: ["Setting", "Value"],
                        rows: [
                            ["threads", "\(preferences.threads)"], ["timing", "\(preferences.timing)"],
                            ["format", preferences.format.rawValue], ["pager", "\(preferences.pager)"],
                            ["on_error", preferences.goesOn ? "continue" : "stop"],
                            ["results", preferences.results.path],
                        ])))
        }
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if arguments.isGiven("results") {
            state.results = arguments.call.isConditional ? nil : arguments.text("results").map { ResultsFolder($0) }
        }
        return DryRun()
    }
}

/// `timing on`
struct TimingCommand: Command {
    let signature = CommandSignature(
        ["timing"], "says how long each command took, or no longer does",
        parameters: [Parameter("state", .symbol(["on", "off"]), .positional, absent: .literal("on"), "on or off")],
        examples: ["timing on", "timing off"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.session.preferences.timing = arguments.text("state") == "on"
        return .none
    }
}
