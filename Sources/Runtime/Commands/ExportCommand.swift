import BubbleDiagrams
import Foundation
import JSON
import Language
import Results

/// `export $s to FILE`
struct ExportCommand: Command {
    let signature = CommandSignature(
        ["export"], "writes samples as JSON or CSV of rooms and relations",
        details: """
            JSON: a list of diagrams, each with seed, row, rooms and relations. CSV: a line for each room and each \
            relation. The file's ending says which.
            """,
        parameters: [
            Parameter(
                "samples", ObjectTypes.anyDiagrams, .positional, absent: .session, takesPipe: true,
                "what to write"),
            Parameter("to", .path(extensions: ["json", "csv"]), .clause, absent: .required, mayVary: true, "the file"),
            Parameter("overwrite", .bool, absent: .literal("false"), "replace a file with other content"),
        ],
        examples: ["export $s[0..<8] to few.json", "filter $s invalid | export to invalid.csv"])

    /// How the file is written, by the ending of its name.
    private enum Format: String {
        case json, csv

        init(_ url: URL) throws {
            guard let format = Format(rawValue: url.pathExtension.lowercased()) else {
                throw CommandFailure(
                    "\(url.relativePath) ends neither in .json nor in .csv", about: "to", isMistake: true)
            }
            self = format
        }
    }

    func validate(_ arguments: any ArgumentValues) throws {
        if let url = arguments.optionalPath("to") { _ = try Format(url) }
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let samples = try arguments.diagrams("samples")
        let url = try arguments.path("to")
        let text =
            switch try Format(url) {
            case .json: Self.json(samples)
            case .csv: Self.csv(samples)
            }
        try workspace.writeText(text, to: url, OverwriteRule(arguments.value("overwrite")))
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        state.willWrite(arguments, "to") ?? DryRun()
    }

    private static func json(_ samples: SamplesObject) -> String {
        let diagrams = samples.picks.map { pick -> JSON in
            let diagram = samples.diagram(pick)
            return .object([
                "seed": .int(samples.seed(of: pick)),
                "row": .int(pick.row),
                "reason": pick.reason.map { .string($0) } ?? .null,
                "rooms": diagram.map { .array($0.rooms.map { .string($0.name) }) } ?? .null,
                "relations": diagram.map { diagram in
                    .array(
                        diagram.edges.map {
                            .object([
                                "first": .int($0.first), "relation": .string($0.relation.name),
                                "second": .int($0.second),
                            ])
                        })
                } ?? .null,
            ])
        }
        return JSON.array(diagrams).text + "\n"
    }

    private static func csv(_ samples: SamplesObject) -> String {
        var lines = ["seed,row,room,type,relation,other"]
        for pick in samples.picks {
            let start = "\(samples.seed(of: pick)),\(pick.row)"
            guard let diagram = samples.diagram(pick) else { continue }
            lines += diagram.rooms.enumerated().map { "\(start),\($0),\($1.name),," }
            lines += diagram.edges.map { "\(start),\($0.first),,\($0.relation.name),\($0.second)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
