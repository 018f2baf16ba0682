import Language
import Results

/// `load results PATH`
struct LoadResults: Command {
    let signature = CommandSignature(
        ["load", "results"], "reads a result file, of format version 1 or 2",
        parameters: [
            Parameter("path", .path(extensions: ["json"]), .positional, absent: .required, "the file")
        ],
        result: .object(ObjectTypes.evaluation),
        examples: ["load results eval_results/linear/random_argmax_no_remask.json as before"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = try arguments.path("path")
        let object = EvaluationObject(file: try ResultFile(contentsOf: url), url: url)
        workspace.console.tell("loaded \(object.summary)")
        return .object(object)
    }

    func forecast(_ arguments: ForecastArguments, in world: ForecastWorld) -> Forecast {
        world.missingFile(arguments, "path") ?? Forecast()
    }
}
