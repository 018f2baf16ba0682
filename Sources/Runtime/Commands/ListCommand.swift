import Files
import Files
import Foundation
import Language
import Results
import Tables

/// `list`, `list schedule=NAME`
struct ListCommand: Command {
    let signature = CommandSignature(
        ["list"], "lists what is loaded, or the methods of a folder of eval_results",
        parameters: [
            Parameter("schedule", .word("schedule"), absent: .decided("what is loaded"), "a folder of eval_results"),
            .format,
        ],
        examples: ["list", "list schedule=loglinear"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        if let schedule = try arguments.schedule(of: workspace.results) {
            workspace.console.show(.table(try Self.methods(schedule, workspace.results)))
            return .none
        }
        let environment = workspace.environment
        var rows = environment.variables.sorted { $0.key < $1.key }.map { name, value in
            ["$\(name)", value.type.name, value.description]
        }
        for (type, entry) in environment.latest.sorted(by: { $0.key < $1.key }) where entry.name == nil {
            rows.append(["(the last \(type))", type, entry.value.summary])
        }
        if rows.isEmpty {
            workspace.console.tell("nothing is loaded")
        } else {
            workspace.console.show(
                .table(Table(headers: ["Name", "Type", "What"], rows: rows, alignments: [.left, .left, .left])))
        }
        return .none
    }

    /// Every method that the folder has samples or results of.
    private static func methods(_ schedule: String, _ folders: ResultsFolder) throws -> Table {
        Table(
            headers: ["Method", "Samples", "Results", "Dataset", "Remarks"],
            rows: try folders.methods(schedule).map { method -> [String] in
                let results = folders.url(schedule).appendingPathComponent(method.name + ".json")
                let file = method.hasResults ? Result { try ResultFile(contentsOf: results) } : nil
                return [
                    method.name, method.hasSamples ? "yes" : "--", method.hasResults ? "yes" : "--",
                    (try? file?.get())?.dataset?.description ?? "--",
                    Self.remarks(results, file, method.name).joined(separator: ", "),
                ]
            },
            alignments: [.left, .left, .left, .left, .left])
    }

    /// What one should know of a method's results before trusting them.
    private static func remarks(
        _ results: URL, _ read: Result<ResultFile, any Error>?, _ method: String
    ) -> [String] {
        guard let read else { return [] }
        guard case .success(let file) = read else { return ["results cannot be read"] }
        let samples = results.deletingLastPathComponent().appendingPathComponent(
            method + SampleFile.suffix)
        var remarks: [String] = []
        var isOlder = false
        if let made = FileStatus(results), let drawn = FileStatus(samples) { isOlder = made.modified < drawn.modified }
        // Times change when files are copied; what the results record of their samples does not.
        if let tokens = file.provenance?["samples_file"]?.object?["tokens_sha256"]?.string {
            let drawn = try? SampleFile(contentsOf: samples)
            if let drawn, drawn.tokensSHA256 != tokens {
                remarks.append(isOlder ? "results older than the samples" : "results of other samples")
            }
        } else if isOlder {
            remarks.append("results older than the samples")
        }
        if file.formatVersion == 1 { remarks.append("format version 1") }
        if file.provenance == nil { remarks.append("results without provenance") }
        return remarks
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        state.missingFolder(arguments) ?? DryRun()
    }
}
