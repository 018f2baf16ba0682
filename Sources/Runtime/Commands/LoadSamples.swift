import Language
import Results

/// `load samples PATH`
struct LoadSamples: Command {
    let signature = CommandSignature(
        ["load", "samples"], "reads a samples file, written by bds or by the reference",
        parameters: [
            Parameter("path", .path(extensions: ["pt"]), .positional, absent: .required, "the file")
        ],
        result: .object(ObjectTypes.samples),
        examples: ["load samples eval_results/loglinear/llada_topp0.9_no_remask_samples.pt"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = try arguments.path("path")
        let object = SamplesObject(
            file: try SampleFile(contentsOf: url), schedule: EvalFolder.schedule(of: url),
            location: .init(url))
        workspace.console.tell("loaded \(object.summary)")
        return .object(object)
    }

    func forecast(_ arguments: ForecastArguments, in world: ForecastWorld) -> Forecast {
        world.missingFile(arguments, "path") ?? Forecast()
    }
}
