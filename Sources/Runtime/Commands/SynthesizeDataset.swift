import BubbleDiagrams
import Datasets
import Foundation
import Language

/// `synthesize dataset n=20000 seed=7 [max_rooms=14] [to PATH]`
struct SynthesizeDataset: Command {
    let signature = CommandSignature(
        ["synthesize", "dataset"], "makes up plausible homes, for trying things out without anyone's plans",
        details: """
            A rectangle is divided into 4 to 8 rooms by a fixed program: a living room that reaches through, a kitchen \
            beside it, 1 to 4 bedrooms, small bathrooms, balconies outside; relations follow from the boxes by \
            Graph2Plan's rule. With max_rooms homes are smaller or larger. The same arguments always give the same plans. With `to` they are also written as the \
            .pt cache that `load dataset` and the Python pipeline read.
            """,
        parameters: [
            Parameter("n", .int, absent: .literal("20000"), "plans"),
            Parameter("seed", .int, absent: .literal("7"), "of the random stream"),
            Parameter(
                "max_rooms", .int, absent: .literal("\(TokenLayout.rplan.maxRooms)"),
                "the most rooms a home has, 4 or more"),
            Parameter("to", .path(extensions: ["pt"]), .clause, absent: .decided("kept in memory only"), "the file"),
            Parameter("overwrite", .bool, absent: .literal("false"), "replace a file with other content"),
        ],
        result: .object(ObjectTypes.dataset),
        examples: ["synthesize dataset n=20000 seed=7 as plans", "synthesize dataset n=5000 seed=1 to plans.pt"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let synthesis = try Self.synthesis(arguments.value)
        let target = arguments.optionalPath("to")
        let dataset = try synthesis.dataset(source: target, check: workspace.cancellation.check)
        let object = DatasetObject(dataset: dataset)
        workspace.console.tell("synthesized \(object.announcement)")
        if let target {
            try workspace.write(
                target, over: .of(dataset, at: target), OverwriteRule(arguments.value("overwrite")), done: "saved"
            ) { try dataset.saveCache(to: target) }
        }
        return .object(object)
    }

    /// What is asked for, checked: the same rules hold before a run and in it.
    /// - Parameter value: an argument by name.
    /// - Throws: `CommandFailure`, a mistake, about the argument that is wrong.
    private static func synthesis(_ value: @escaping (String) -> Value?) throws -> Synthesis {
        let arguments = CheckedArguments(value: value)
        return Synthesis(
            count: try arguments.int("n", in: 2...10_000_000), seed: try arguments.int("seed", in: Int.min...Int.max),
            maxRooms: try arguments.int("max_rooms", in: Dataset.synthesizableRooms))
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if let problem = state.willWrite(arguments, "to") { return problem }
        guard arguments.isAllKnown(except: ["to", "overwrite"]) else { return DryRun() }
        do {
            let synthesis = try Self.synthesis(arguments.value)
            let planned = PlannedDataset(
                layout: TokenLayout(maxRooms: synthesis.maxRooms), split: DatasetSplit(count: synthesis.count))
            return DryRun(result: try state.dataset(synthesis, source: arguments.path("to")) ?? planned)
        } catch is Interrupted {
            return DryRun()
        } catch {
            return .error(error)
        }
    }
}
