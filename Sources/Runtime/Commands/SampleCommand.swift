import BubbleDiagrams
import Datasets
import Language
import Results
import Sampling

/// `sample [$checkpoint] n=1000 …`
struct SampleCommand: Command {
    let signature = CommandSignature(
        ["sample"], "draws diagrams from a checkpoint",
        details: """
            The same seed gives the same diagrams as PyTorch on a CPU, whatever the number of threads. What a seed \
            yields depends on n and batch too, since batches share its random stream. Each finished seed is kept below \
            .bds/cells, and is not computed again while checkpoint, options and room counts are the same; what else \
            there is, and why something is computed anew, is said. `clean` removes what is kept.
            """,
        parameters: [
            Parameter(
                "checkpoint", .object(ObjectTypes.checkpoint), .positional, absent: .session, takesPipe: true,
                "the model"),
            Parameter("n", .int, absent: .literal("1000"), "diagrams per seed"),
            Parameter(
                "seeds", .either([.list(.int), .range, .int]), absent: .literal("[42, 123, 456, 789, 1337]"),
                "one set of diagrams for each"),
            Parameter("steps", .int, absent: .literal("100"), "denoising steps"),
            Parameter("batch", .int, absent: .literal("64"), "diagrams that share a stretch of the random stream"),
            Parameter(
                "unmask", .symbol(["random", "llada"]), absent: .literal("random"),
                "which positions are unmasked: at random, or the most confident"),
            Parameter(
                "top_p", .optional(.float), absent: .literal("none"),
                "nucleus sampling: the probability mass tokens are drawn from; none or 1: not used"),
            Parameter(
                "temperature", .float, absent: .literal("0"),
                "Gumbel sampling at that temperature; 0: the likeliest token"),
            Parameter(
                "remask", .symbol(["none", "cap", "rescale", "confidence"]), absent: .literal("none"),
                "how decoded tokens are masked again (ReMDM)"),
            Parameter(
                "eta", .optional(.float), absent: .literal("none"),
                "strength of remasking, 0 to 1; cap and rescale need it"),
            Parameter(
                "t_switch", .float, absent: .literal("1.0"), "remasking only where t is below it, 0 to 1"),
            Parameter(
                "noise", .symbol(NoiseSchedule.names + ["learned"]), absent: .decided("the checkpoint's"),
                "the noise schedule; for a v2 checkpoint only the folder its samples belong to"),
            Parameter(
                "rooms", .either([.int, .symbol(["uniform"])]), absent: .decided("as in the dataset's train split"),
                "rooms per diagram"),
            Parameter(
                "dataset", .object(ObjectTypes.dataset), absent: .sessionIfAny, unless: ["rooms"],
                "where room counts come from"),
            Parameter(
                "allow_noise_mismatch", .bool, absent: .literal("false"),
                "sample a v1 checkpoint under a schedule it was not trained with"),
            Parameter("fresh", .bool, absent: .literal("false"), "compute even what is kept already"),
            .threads,
        ],
        result: .object(ObjectTypes.samples),
        examples: [
            "sample $v1 n=8 seeds=[42] rooms=6",
            "sample n=1000 unmask=llada top_p=0.9 remask=cap eta=0.4 | save",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let object = try arguments.object("checkpoint", CheckpointObject.self)
        let dataset = arguments.optionalObject("dataset", DatasetObject.self)?.dataset
        let request = try SamplingRequest(
            checkpoint: object, distribution: dataset?.roomCountDistribution,
            value: arguments.value, isGiven: arguments.isGiven)
        for warning in request.warnings where !workspace.givenWarnings.contains("sample", warning.message) {
            workspace.console.warn("sample: \(warning.message)")
        }

        let run = SamplingRun(
            object: object, request: request, dataset: dataset, threads: workspace.threads,
            isFresh: arguments.bool("fresh"), workspace: workspace)
        return .object(SamplesObject(file: try run.file(), schedule: request.schedule))
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        guard arguments.isAllKnown(except: ["dataset"]),
            let object = arguments.object("checkpoint", CheckpointObject.self)
        else { return DryRun() }
        // Where a dataset is not there yet, any distribution of its length stands for its room counts.
        let layout = object.checkpoint.header.denoiser.layout
        let dataset = arguments.object("dataset", DatasetObject.self)?.dataset
        let maxRooms = arguments.dataset("dataset")?.layout.maxRooms ?? layout.maxRooms
        let distribution =
            dataset?.roomCountDistribution
            ?? (arguments.call.arguments["dataset"] == nil
                ? nil : [Float](repeating: 1 / Float(maxRooms), count: maxRooms))
        do {
            let request = try SamplingRequest(
                checkpoint: object, distribution: distribution, value: arguments.value, isGiven: arguments.isGiven)
            var isFresh = false
            if case .bool(true)? = arguments.value("fresh") { isFresh = true }
            state.plan?.add(
                request, object, isFresh: isFresh, branch: arguments.call.branch, threads: state.threads)
            let file = SampleFile(
                method: request.method(isV2: object.checkpoint.header.isV2), config: request.config(object),
                layout: layout, numSamples: request.count, perSeed: [])
            return DryRun(
                findings: request.warnings,
                result: SamplesObject(file: file, schedule: request.schedule))
        } catch let failure as CommandFailure {
            return .error(failure)
        } catch {
            return .error(describe(error))
        }
    }
}
