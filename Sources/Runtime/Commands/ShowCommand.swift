import Language
import Pictures

/// `show $s[0..<8]`
struct ShowCommand: Command {
    let signature = CommandSignature(
        ["show"], "draws bubble diagrams as text",
        details: """
            Rooms are placed by their relations as far as these agree; the relations stand below, by the rooms' numbers. \
            An index counts through all seeds: $s[0], $s[0..<8].
            """,
        parameters: [
            Parameter(
                "samples", ObjectTypes.anyDiagrams, .positional, absent: .session, takesPipe: true, "what to draw"),
            Parameter("limit", .int, absent: .literal("8"), "the most diagrams drawn"),
        ],
        examples: ["show $s[0..<8]", "sample n=4 seeds=[1] rooms=5 | show"])

    func validate(_ arguments: any ArgumentValues) throws {
        try arguments.require("limit", in: 0...1_000_000)
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let samples = try arguments.diagrams("samples")
        let limit = try arguments.int("limit")
        let picks = samples.picks
        let blocks = picks.prefix(limit).map { pick in
            let title = "#\(pick.row) of seed \(samples.seed(of: pick))" + (pick.reason.map { ": \($0)" } ?? "")
            let lines =
                samples.diagram(pick).map { DiagramDrawing($0).lines } ?? ["its tokens spell no diagram"]
            return ([title] + lines.map { "  " + $0 }).joined(separator: "\n")
        }
        if blocks.isEmpty {
            workspace.console.tell("there are no diagrams to draw")
        } else {
            workspace.console.show(.text(blocks.joined(separator: "\n\n")))
        }
        if picks.count > limit {
            workspace.console.tell("\(limit) of \(picks.count) drawn; limit=\(picks.count) draws all")
        }
        return .none
    }
}
