import Foundation
import Language
import Metrics

/// `filter $s invalid`
struct FilterCommand: Command {
    let signature = CommandSignature(
        ["filter"], "picks the samples that are valid, duplicate, in the train split …, with the reason",
        details: """
            The tests are those of the metrics: validity_rate (valid, invalid), connected_rate (connected, disconnected), \
            no_mask_rate (masked), diversity (duplicate: the same as an earlier one of its seed; distinct) and novelty \
            (in_train, novel; these need a dataset).
            """,
        parameters: [
            Parameter(
                "samples", ObjectTypes.anySamples, .positional, absent: .session, takesPipe: true,
                "what to pick from"),
            Parameter(
                "kind", .symbol(SampleKind.allCases.map(\.rawValue)), .positional, absent: .required, "which to pick"),
            Parameter(
                "against", .object(ObjectTypes.dataset), absent: .sessionIfAny, "the dataset, for in_train, novel"),
        ],
        result: .object(ObjectTypes.selection),
        examples: ["filter $s invalid | show", "filter $s in_train against=$rplan as copied"])

    func validate(_ arguments: any ArgumentValues) throws {
        guard let kind = arguments.text("kind"), SampleKind(rawValue: kind)?.needsTrain ?? false,
            arguments.isAbsent("against")
        else { return }
        throw CommandFailure(
            "\(kind) needs a dataset", about: "kind", hint: "load dataset PATH first", isMistake: true)
    }

    /// Picked samples, though not yet which.
    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        DryRun(
            result: arguments.optionalObject("samples", SamplesObject.self)?
                .foreseeing(nil, as: arguments.text("kind") ?? ""))
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let samples = try arguments.object("samples", SamplesObject.self)
        let kind = try arguments.symbol("kind", SampleKind.init)
        var train: TrainReference?
        if kind.needsTrain {
            train = try workspace.trainReferences.reference(
                for: try arguments.object("against", DatasetObject.self))
        }
        let found = try samples.picks(of: kind, train: train, check: workspace.cancellation.check)
        workspace.console.tell(
            "\(found.count) of \(counted(samples.picks.count, "diagram")) \(found.count == 1 ? "is" : "are") \(kind.rawValue)"
        )
        for (reason, count) in Self.tally(found) where reason != kind.rawValue {
            workspace.console.tell("  \(count): \(reason)")
        }
        return .object(samples.picking(found, as: kind.rawValue))
    }

    /// How often each reason holds, most frequent first; nothing when each has its own.
    private static func tally(_ found: [PickedSample]) -> [(String, Int)] {
        let counts = Dictionary(found.compactMap { $0.reason.map { ($0, 1) } }, uniquingKeysWith: +)
        guard counts.count <= 8 else { return [] }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }
}
