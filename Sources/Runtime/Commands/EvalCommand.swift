import Files
import Foundation
import Language
import Results

/// `eval [$samples]`, `eval schedule=NAME [model=METHOD]`
struct EvalCommand: Command {
    let signature = CommandSignature(
        ["eval"], "computes all metrics of samples against a dataset's train split",
        details: """
            Saved samples get their result file METHOD.json beside them, brought up to date if it is there: its \
            denoising figures are kept, and its config unless that contradicts the samples'. Where bds did not write it \
            and a figure would change, that is an error unless overwrite=true; so it is where it was evaluated against \
            another dataset and against does not name this one. Samples that were never saved, and \
            picked ones (filter $s valid), are evaluated in memory. With schedule=NAME every samples file of eval_results/NAME is evaluated.
            """,
        parameters: [
            Parameter(
                "samples", ObjectTypes.anySamples, .positional, absent: .sessionIfAny, takesPipe: true,
                unless: ["schedule"], "what to evaluate"),
            Parameter("schedule", .word("schedule"), absent: .decided("only the samples"), "a folder of eval_results"),
            Parameter("model", .word("method"), absent: .decided("all of the folder"), "one method of the folder"),
            Parameter("against", .object(ObjectTypes.dataset), absent: .session, "the dataset"),
            Parameter(
                "overwrite", .bool, absent: .literal("false"),
                "replace results against another dataset, and results made elsewhere where their figures would change"
            ),
            .threads,
            .format,
        ],
        result: .object(ObjectTypes.evaluation),
        examples: ["eval $s", "eval schedule=loglinear", "eval schedule=loglinear model=llada_topp0.9_no_remask"])

    func validate(_ arguments: any ArgumentValues) throws {
        try arguments.requireOne(of: "samples", or: "schedule")
        try arguments.requireSchedule(for: "model")
        if arguments.isAbsent("samples"), !arguments.isGiven("schedule") {
            throw CommandFailure(
                "there are no samples to evaluate", hint: "sample or load some first, or say schedule=NAME",
                isMistake: true)
        }
    }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let run = EvaluationRun(
            dataset: try arguments.object("against", DatasetObject.self),
            isDatasetNamed: arguments.isGiven("against"), overwrites: arguments.bool("overwrite"),
            workspace: workspace)
        if let schedule = try arguments.schedule(of: workspace.results) {
            return try evaluateFolder(schedule, model: arguments.text("model"), run, workspace)
        }
        let samples = try arguments.object("samples", SamplesObject.self)
        let evaluation = try run.evaluation(
            of: try samples.evaluable(), at: samples.picked == nil ? samples.location.url : nil)
        workspace.console.show(.table(EvaluationTable.single(evaluation.file)))
        return .object(evaluation)
    }

    private func evaluateFolder(
        _ schedule: String, model: String?, _ run: EvaluationRun, _ workspace: Workspace
    ) throws -> Value {
        let files = try workspace.results.files(schedule, ending: SampleFile.suffix)
        guard !files.isEmpty else {
            throw CommandFailure(
                "\(workspace.results.url(schedule).relativePath) holds no *\(SampleFile.suffix)", about: "schedule")
        }
        var evaluations: [EvaluationObject] = []
        var planned = PlannedSamples()
        for url in files {
            let file = try SampleFile(contentsOf: url)
            if let model, !file.method.hasSameBytes(as: model) { continue }
            _ = try planned.result(file.method, of: url)
            evaluations.append(try run.evaluation(of: file, at: url))
        }
        guard let last = evaluations.last else {
            throw CommandFailure(
                "\(workspace.results.url(schedule).relativePath) has no samples of \(model ?? "")", about: "model")
        }
        workspace.console.show(.table(EvaluationTable.overview(evaluations.map(\.file))))
        return .object(last)
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if let missing = state.missingFolder(arguments) { return missing }
        if let schedule = arguments.text("schedule") {
            let folder = state.results?.url(schedule)
            state.willFill(folder)
            guard let folder else { return DryRun() }
            // No error: results that are there may be up to date.
            if let problem = Writability.problem(folder.appendingPathComponent("any.json")) {
                return DryRun(
                    findings: [.warning("cannot write into \(folder.relativePath): \(problem)", about: "schedule")])
            }
            if arguments.isGiven("model"), arguments.text("model") == nil { return DryRun() }
            let model = arguments.text("model")
            let files = state.samples.files(in: folder).filter { model == nil || $0.method == model }
            return plan(files, arguments, state, about: "schedule")
        }
        if arguments.isGiven("schedule") {
            state.willFill(state.results?.url)
            return DryRun()
        }
        guard let samples = arguments.object("samples", SamplesObject.self) else {
            state.willFill(nil)
            return DryRun()
        }
        // Samples that are not saved, and picked ones, are evaluated in memory.
        guard samples.picked == nil, let url = state.samples.place(of: samples) else { return DryRun() }
        return plan([(samples.file.method, url)], arguments, state, about: "samples")
    }

    private func plan(
        _ files: [(method: String, url: URL)], _ arguments: PlannedArguments, _ state: PlannedState,
        about parameter: String
    ) -> DryRun {
        do {
            for (method, samples) in files {
                let result = try state.samples.result(method, of: samples)
                let dataset = arguments.object("against", DatasetObject.self)?.dataset
                if let dataset, !arguments.isGiven("against"), case .bool(false)? = arguments.value("overwrite"),
                    !state.isMadeByScript(result), let earlier = try? ResultFile(contentsOf: result),
                    let other = EvaluationRun.otherDataset(in: earlier, at: result, than: dataset)
                {
                    return .error(other)
                }
                let isUpToDate =
                    state.plan != nil && !state.isChangedByScript(samples)
                    && EvaluationRun.isUpToDate(result, samples, dataset)
                state.record(result, isUpToDate: isUpToDate)
            }
            return DryRun()
        } catch let failure as CommandFailure {
            return .error(failure.message, about: parameter, hint: failure.hint)
        } catch {
            return .error(describe(error))
        }
    }
}
