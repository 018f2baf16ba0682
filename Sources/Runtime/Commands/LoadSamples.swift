import Foundation
import Language
import Results

/// `load samples PATH`
struct LoadSamples: Command {
    let signature = CommandSignature(
        ["load", "samples"], "reads a samples file, written by bds or by the reference",
        details: """
            A pattern (`*`, `?`, `[…]`) that several files match loads them all, in the order of their names, as a list.
            """,
        parameters: [
            Parameter("path", .path(extensions: ["pt"]), .positional, absent: .required, "the file, or a pattern")
        ],
        result: .object(ObjectTypes.samples),
        examples: [
            "load samples eval_results/loglinear/llada_topp0.9_no_remask_samples.pt",
            "let all = load samples \"eval_results/loglinear/llada_*_samples.pt\"",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = try arguments.path("path")
        let matches = FilePattern.matches(url)
        if let matches, matches.isEmpty { throw CommandFailure(Self.nothingMatches(url), about: "path") }
        let objects = try (matches ?? [url]).map { url in
            let object = SamplesObject(
                file: try SampleFile(contentsOf: url), schedule: EvalFolder.schedule(of: url), location: .init(url))
            workspace.console.tell("loaded \(object.summary)")
            return Value.object(object)
        }
        return objects.count == 1 ? objects[0] : .list(objects)
    }

    func forecast(_ arguments: ForecastArguments, in world: ForecastWorld) -> Forecast {
        guard let url = arguments.path("path"), let matches = FilePattern.matches(url) else {
            return world.missingFile(arguments, "path") ?? Forecast()
        }
        if matches.isEmpty, !arguments.call.isUncertain, !world.willFillSome(url) {
            return .error(Self.nothingMatches(url), about: "path")
        }
        return matches.count > 1 ? Forecast(resultType: .list(.object(ObjectTypes.samples))) : Forecast()
    }

    private static func nothingMatches(_ url: URL) -> String { "no file matches \(url.relativePath)" }
}
