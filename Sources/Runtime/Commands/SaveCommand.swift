import Foundation
import Language
import Results

/// `save [$samples] [to PATH]`
struct SaveCommand: Command {
    let signature = CommandSignature(
        ["save"], "writes samples to a file that PyTorch reads",
        details: """
            A file that holds the same samples already is left alone; one that holds others is an error unless \
            overwrite=true, or overwrite=own and bds wrote it. The file appears whole or not at all. \
            Samples are large and can be made again: keep *_samples.pt and .bds/ out of git.
            """,
        parameters: [
            Parameter(
                "samples", .object(ObjectTypes.samples), .positional, absent: .session, takesPipe: true, "what to save"),
            Parameter(
                "to", .path(extensions: ["pt"]), .clause,
                absent: .decided("eval_results/SCHEDULE/METHOD_samples.pt, below what set results= says"),
                mayVary: true, "the file"),
            Parameter(
                "overwrite", .either([.bool, .symbol(["own"])]), absent: .literal("false"),
                "replace a file with other content; own: only one that bds wrote"),
        ],
        result: .object(ObjectTypes.samples),
        examples: ["save", "save $s to before/mine_samples.pt overwrite=true"])

    func validate(_ arguments: any ArgumentValues) throws {
        guard let samples = arguments.optionalObject("samples", SamplesObject.self) else { return }
        if samples.schedule == nil, !arguments.isGiven("to") {
            throw CommandFailure(
                "these samples belong to no schedule", hint: "say where: save to PATH", isMistake: true)
        }
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let samples = try arguments.object("samples", SamplesObject.self)
        let url = try arguments.optionalPath("to") ?? destination(samples, workspace.results)
        let standing = Standing.of(samples.file, at: url)
        var hint: String?
        if case .other(_, isOurs: true) = standing { hint = "write to another path, or say overwrite=own" }
        try workspace.write(
            url, over: standing, OverwriteRule(arguments.value("overwrite")), done: "saved", hint: hint
        ) { try samples.file.write(to: url) }
        samples.location.url = url
        return .object(samples)
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        let samples = arguments.object("samples", SamplesObject.self)
        var url = arguments.path("to")
        if url == nil, !arguments.isGiven("to"), let samples, let results = state.results {
            url = try? destination(samples, results)
        }
        guard let url else {
            state.willFill(arguments.isGiven("to") ? nil : state.results?.url)
            return DryRun(result: samples)
        }
        let isOther = state.isMadeByScript(url) && !state.samples.holds(samples, at: url)
        if isOther, OverwriteRule(arguments.value("overwrite")) != .always {
            return .error(
                "an earlier command of this script already writes \(url.relativePath)", about: "to",
                hint: "method names tell neither steps, n nor batch: save to a path of its own")
        }
        var isUpToDate = false
        if let samples {
            state.samples.save(samples, to: url)
            isUpToDate = state.plan != nil && Self.holds(url, samples.file)
        }
        var dryRun =
            state.willWrite(url, isUpToDate: isUpToDate, about: arguments.isGiven("to") ? "to" : nil) ?? DryRun()
        dryRun.result = samples
        return dryRun
    }

    /// Whether a file holds what planned samples, which have no rows yet, will be.
    private static func holds(_ url: URL, _ planned: SampleFile) -> Bool {
        guard planned.provenance != nil, let existing = try? SampleFile(contentsOf: url), existing.provenance != nil
        else { return false }
        return existing.method == planned.method && existing.layout == planned.layout
            && existing.isSameMaking(as: planned)
            && (planned.perSeed.isEmpty || existing.perSeed == planned.perSeed)
    }

    private func destination(_ samples: SamplesObject, _ results: ResultsFolder) throws -> URL {
        guard let schedule = samples.schedule else {
            throw CommandFailure("these samples belong to no schedule", hint: "say where: save to PATH")
        }
        return results.url(schedule).appendingPathComponent(samples.file.method + SampleFile.suffix)
    }
}
