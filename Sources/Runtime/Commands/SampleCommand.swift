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
        parameters: SamplingRequest.parameters,
        result: .object(ObjectTypes.samples),
        examples: [
            "sample $v1 n=8 seeds=[42] rooms=6",
            "sample n=1000 unmask=llada top_p=0.9 remask=cap eta=0.4 | save",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let object = try arguments.object("checkpoint", CheckpointObject.self)
        let dataset = arguments.optionalObject("dataset", DatasetObject.self)?.dataset
        let request = try SamplingRequest(
            arguments, checkpoint: object, distribution: dataset?.roomCountDistribution)
        for warning in request.warnings where !workspace.session.givenWarnings.contains("sample", warning.message) {
            workspace.console.warn("sample: \(warning.message)")
        }

        let run = SamplingRun(
            object: object, request: request, dataset: dataset, isFresh: arguments.bool("fresh"), workspace: workspace)
        return .object(SamplesObject(file: try run.file(), schedule: request.recipe.noise))
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
            let request = try SamplingRequest(arguments, checkpoint: object, distribution: distribution)
            var isFresh = false
            if case .bool(true)? = arguments.value("fresh") { isFresh = true }
            state.plan?.add(
                request, object, isFresh: isFresh, branch: arguments.call.branch, threads: state.threads)
            let file = SampleFile(
                method: request.recipe.method,
                config: SampleConfig(
                    request.recipe, seeds: request.seeds, checkpoint: object.checkpoint.url.lastPathComponent),
                layout: layout, numSamples: request.recipe.count, perSeed: [],
                provenance: request.provenance(of: object.checkpoint, dataset))
            return DryRun(
                findings: request.warnings,
                result: SamplesObject(
                    file: file, schedule: request.recipe.noise,
                    foreseen: .init(count: request.recipe.count * request.seeds.count)))
        } catch let failure as CommandFailure {
            return .error(failure)
        } catch {
            return .error(describe(error))
        }
    }
}
