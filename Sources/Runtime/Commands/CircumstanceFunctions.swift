import Foundation
import Language

/// `date()`
struct DateFunction: Command {
    let signature = CommandSignature(
        ["date"], "the day, as 2026-02-24, or what a format makes of the time",
        details: "It may be printed, and be part of the name of a file that is written; it decides nothing.",
        parameters: [
            Parameter(
                "format", .string, .positional, absent: .literal("\"%Y-%m-%d\""),
                "as strftime has it: %Y %m %d %H %M %S, local time")
        ],
        result: .string, examples: ["print date() date(\"%H:%M\")"], varies: true)

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 256)
        let count = strftime(&text, text.count, arguments.text("format") ?? "%Y-%m-%d", &parts)
        return .string(String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}

/// `env("HOME")`
struct EnvironmentFunction: Command {
    let signature = CommandSignature(
        ["env"], "a variable of the environment; none where it is not set",
        details: """
            It may be printed, and be part of the name of a file that is written; it decides nothing. What decides is \
            given to a param: bds FILE "$VALUE".
            """,
        parameters: [Parameter("name", .string, .positional, absent: .required, "of the variable")],
        result: .optional(.string), examples: ["print env(\"HOME\")"], varies: true)

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value { Self.value(arguments) }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        arguments.text("name") == nil ? DryRun() : DryRun(value: Self.value(arguments))
    }

    private static func value(_ arguments: any ArgumentValues) -> Value {
        arguments.text("name").flatMap { ProcessInfo.processInfo.environment[$0] }.map { .string($0) } ?? Value.none
    }
}
