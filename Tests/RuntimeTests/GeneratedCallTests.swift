import Foundation
import Language
import TestSupport
import Testing

@testable import Runtime

/// Every command with every argument set to every kind of value that its type takes: whatever the check lets pass does
/// its work, fails or is interrupted, but is never called a mistake in the script.
@Suite struct GeneratedCallTests {
    /// The folder with a file of each kind, and the session that holds an object of each type.
    private struct Place {
        let folder: URL

        init(_ folder: URL) throws {
            self.folder = folder
            _ = try Sitting.plans(in: folder)
            try Data("{}".utf8).write(to: folder.appendingPathComponent("other.json"))
            try FileManager.default.copyItem(
                at: Golden.file("checkpoints/tiny_loglinear.pt"), to: folder.appendingPathComponent("v1.pt"))
        }

        func path(_ name: String) -> String { "\"\(folder.appendingPathComponent(name).path)\"" }

        func sitting() throws -> Sitting {
            let sitting = Sitting()
            try sitting.run(
                """
                set results="\(folder.path)"
                load checkpoint \(path("v1.pt")) as v1
                load dataset \(path("plans.pt")) as d
                sample $v1 n=2 seeds=[1] steps=2 rooms=3 fresh=true | save overwrite=true as s
                eval $s overwrite=true as e
                compare $e as c
                """)
            return sitting
        }

        /// What each command needs to do a little work; those not named here need nothing.
        func usual(_ command: String) -> [String: String] {
            switch command {
            case "load checkpoint": ["path": path("v1.pt")]
            case "load dataset": ["path": path("plans.pt")]
            case "load samples": ["path": path("loglinear/random_argmax_no_remask_samples.pt")]
            case "load results", "upgrade", "replay": ["path": path("loglinear/random_argmax_no_remask.json")]
            case "sample": ["n": "1", "seeds": "[1]", "steps": "2", "rooms": "3", "fresh": "true"]
            case "save": ["samples": "$s", "to": path("saved_samples.pt"), "overwrite": "true"]
            case "eval": ["samples": "$s", "overwrite": "true"]
            case "compare": ["evaluations": "[$e]"]
            case "diff": ["first": "$e", "second": "$e"]
            case "predict": ["tokens": "[0]", "t": "0.5"]
            case "denoise": ["max_batches": "1"]
            case "synthesize dataset": ["n": "40"]
            case "train":
                [
                    "to": path("trained.pt"), "steps": "1", "batch": "2", "d_model": "16", "layers": "1", "heads": "2",
                    "overwrite": "true",
                ]
            case "filter": ["kind": "valid"]
            case "export": ["to": path("out.json"), "overwrite": "true"]
            case "print": ["values": "[1]"]
            case "unload": ["value": "$s"]
            case "handoff": ["to": path("note.md")]
            default: [:]
            }
        }

        /// Values of a type, at and beyond the edges of what it takes.
        func values(_ type: ValueType) -> [String] {
            switch type {
            case .int: ["-1", "0", "2", "40", "9223372036854775807"]
            case .float: ["-1.0", "0.0", "0.5", "2.0", "1e300"]
            case .bool: ["true", "false"]
            case .string: ["\"\"", "\"x\""]
            case .symbol(let words): words + ["nonsense"]
            case .word: ["loglinear", "nonsense", "\"..\"", "\"\""]
            case .path:
                ["v1.pt", "plans.pt", "other.json", "loglinear", "missing.json", "loglinear/*.json", "new.csv", ""]
                    .map(path)
            case .range: ["0..<2", "0..<0"]
            case .list(let element):
                ["[]"] + values(element).map { "[\($0)]" } + values(element).prefix(2).map { "[\($0), \($0)]" }
            case .optional(let inner): ["none"] + values(inner)
            case .either(let types): types.flatMap { values($0) }
            case .object(let name): [objects[name] ?? "$s", "$s[0..<1]", "$s"]
            case .any: ["1", "\"x\"", "$s", "[]"]
            case .none: []
            }
        }

        private let objects = [
            ObjectTypes.checkpoint: "$v1", ObjectTypes.dataset: "$d", ObjectTypes.samples: "$s",
            ObjectTypes.evaluation: "$e", ObjectTypes.comparison: "$c",
        ]
    }

    /// `clean` deletes what lies in the working directory, which tests share; the shell's own tests run it.
    private static let commands = Runtime.table.commands.filter { $0.name != "clean" }.map(\.name)

    @Test(arguments: commands) func noRunIsAMistakeAfterTheCheck(_ name: String) throws {
        let command = try #require(Runtime.table.commands.first { $0.name == name })
        for parameter in command.parameters {
            // A new one for each: some of these calls replace files.
            try withTemporaryFolder { folder in
                let place = try Place(folder)
                let sitting = try place.sitting()
                for value in place.values(parameter.type) {
                    var arguments = place.usual(name)
                    arguments[parameter.name] = value
                    try expectNoMistake(
                        ([name] + arguments.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }).joined(separator: " "),
                        sitting)
                }
            }
        }
    }

    private func expectNoMistake(_ text: String, _ sitting: Sitting) throws {
        let checked = sitting.check(text)
        if checked.diagnostics.contains(where: { $0.severity == .error }) { return }
        // Some of these would compute for long.
        let stop = DispatchWorkItem { [cancellation = sitting.cancellation] in cancellation.cancel() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 2, execute: stop)
        defer {
            stop.cancel()
            sitting.cancellation.reset()
        }
        do {
            try sitting.session.run(checked)
        } catch let failure as Diagnostic {
            #expect(!failure.isMistake, "\(text): \(failure.message)")
        } catch {
            // Interrupted, or left by `exit`.
        }
    }
}
