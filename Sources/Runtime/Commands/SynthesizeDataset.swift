import Datasets
import Foundation
import Language

/// `synthesize dataset n=20000 seed=7 [to PATH]`
struct SynthesizeDataset: Command {
    let signature = CommandSignature(
        ["synthesize", "dataset"], "makes up plausible homes, for trying things out without anyone's plans",
        details: """
            A rectangle is divided into 4 to 8 rooms by a fixed program: a living room that reaches through, a kitchen \
            beside it, 1 to 4 bedrooms, small bathrooms, balconies outside; relations follow from the boxes by \
            Graph2Plan's rule. The same n and seed always give the same plans. With `to` they are also written as the \
            .pt cache that `load dataset` and the Python pipeline read.
            """,
        parameters: [
            Parameter("n", .int, absent: .literal("20000"), "plans"),
            Parameter("seed", .int, absent: .literal("7"), "of the random stream"),
            Parameter("to", .path(extensions: ["pt"]), .clause, absent: .decided("kept in memory only"), "the file"),
            Parameter("overwrite", .bool, absent: .literal("false"), "replace a file with other content"),
        ],
        result: .object(ObjectTypes.dataset),
        examples: ["synthesize dataset n=20000 seed=7 as plans", "synthesize dataset n=5000 seed=1 to plans.pt"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let count = try arguments.int("n", in: 2...10_000_000)
        let seed = try arguments.int("seed")
        let target = arguments.optionalPath("to")
        let dataset = try Dataset.synthesized(
            count: count, seed: seed, source: Self.source(count, seed, target),
            check: workspace.cancellation.check)
        let object = DatasetObject(dataset: dataset)
        workspace.console.tell("synthesized \(object.announcement)")
        if let target {
            try workspace.write(
                target, over: .of(dataset, at: target), OverwriteRule(arguments.value("overwrite")), done: "saved"
            ) { try dataset.saveCache(to: target) }
        }
        return .object(object)
    }

    private static func source(_ count: Int, _ seed: Int, _ target: URL?) -> URL {
        target ?? Dataset.source(synthesized: count, seed: seed)
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if let problem = state.willWrite(arguments, "to") { return problem }
        if case .int(let count)? = arguments.value("n"), count < 2 {
            return .error("n is \(count), expected 2 or more", about: "n")
        }
        guard case .int(let count)? = arguments.value("n"), case .int(let seed)? = arguments.value("seed") else {
            return DryRun()
        }
        let dataset = try? state.planned("\(count) \(seed)") {
            try Dataset.synthesized(
                count: count, seed: seed, source: Self.source(count, seed, arguments.path("to")))
        }
        return DryRun(result: dataset)
    }
}
