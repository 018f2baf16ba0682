import Foundation
import Language
import Results

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
        if let schedule = try arguments.schedule() {
            workspace.console.show(.table(try Self.methods(schedule)))
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
    private static func methods(_ schedule: String) throws -> Table {
        let samples = try EvalFolder.files(schedule, ending: SampleFile.suffix)
            .map { String($0.lastPathComponent.dropLast(SampleFile.suffix.count)) }
        let results = try EvalFolder.files(schedule, ending: ".json")
            .map { String($0.lastPathComponent.dropLast(".json".count)) }
        let methods = ComparisonTable.inFileOrder(Set(samples).union(results))
        return Table(
            headers: ["Method", "Samples", "Results"],
            rows: methods.map { [$0, samples.contains($0) ? "yes" : "--", results.contains($0) ? "yes" : "--"] },
            alignments: [.left, .left, .left])
    }

    func forecast(_ arguments: ForecastArguments, in world: ForecastWorld) -> Forecast {
        world.missingFolder(arguments) ?? Forecast()
    }
}
