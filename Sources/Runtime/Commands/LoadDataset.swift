import BubbleDiagrams
import Datasets
import Language

/// `load dataset PATH`
struct LoadDataset: Command {
    let signature = CommandSignature(
        ["load", "dataset"], "reads plans: \(DatasetFormats.summary)",
        details: """
            The split is the reference's: a permutation seeded with 42, 80% train, 10% validation, the rest test. The \
            train split's room counts are what `sample` draws from.
            """,
        parameters: [
            Parameter("path", .path(extensions: DatasetFormats.endings), .positional, absent: .required, "the file"),
            Parameter(
                "max_rooms", .int, absent: .literal("\(TokenLayout.rplan.maxRooms)"),
                "plans with more rooms are left out"),
        ],
        result: .object(ObjectTypes.dataset),
        examples: ["load dataset data/data.mat as rplan"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let object = DatasetObject(
            dataset: try workspace.datasets.take(
                try arguments.path("path"), maxRooms: try Self.maxRooms(arguments.value),
                check: workspace.cancellation.check))
        workspace.console.tell("loaded \(object.announcement)")
        return .object(object)
    }

    /// - Throws: `CommandFailure`, a mistake, when it is out of range.
    private static func maxRooms(_ value: @escaping (String) -> Value?) throws -> Int {
        try CheckedArguments(value: value).int("max_rooms", in: 2...TokenLayout.maxRoomsLimit)
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if let missing = state.missingFile(arguments, "path") { return missing }
        guard arguments.isAllKnown(except: ["path"]) else { return DryRun() }
        do {
            let maxRooms = try Self.maxRooms(arguments.value)
            let planned = PlannedDataset(layout: TokenLayout(maxRooms: maxRooms))
            guard let url = arguments.path("path"), state.canRead(url) else { return DryRun(result: planned) }
            return DryRun(result: try state.dataset(at: url, maxRooms: maxRooms))
        } catch is Interrupted {
            return DryRun()
        } catch let failure as CommandFailure {
            return .error(failure)
        } catch {
            return .error(describe(error), about: "path")
        }
    }
}
