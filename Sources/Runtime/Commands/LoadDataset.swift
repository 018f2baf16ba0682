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
        let maxRooms = try arguments.int("max_rooms", in: 2...TokenLayout.maxRoomsLimit)
        let object = DatasetObject(
            dataset: try Dataset.load(try arguments.path("path"), maxRooms: maxRooms))
        workspace.console.tell("loaded \(object.announcement)")
        return .object(object)
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if let missing = state.missingFile(arguments, "path") { return missing }
        guard let url = arguments.path("path"), case .int(let maxRooms)? = arguments.value("max_rooms"),
            !state.isMadeByScript(url)
        else { return DryRun() }
        do {
            return DryRun(
                result: try state.planned("\(url.path) \(maxRooms)") { try Dataset.load(url, maxRooms: maxRooms) })
        } catch {
            return .error(describe(error), about: "path")
        }
    }
}
