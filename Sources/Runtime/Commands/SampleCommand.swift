import BubbleDiagrams
import Datasets
import Foundation
import Language
import Results
import Sampling
import Synchronization

/// `sample [$checkpoint] n=1000 …`
struct SampleCommand: Command {
    let signature = CommandSignature(
        ["sample"], "draws diagrams from a checkpoint",
        details: """
            The same seed gives the same diagrams as PyTorch on a CPU, whatever the number of threads. What a seed \
            yields depends on n and batch too, since batches share its random stream.
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
                "noise", .symbol(["linear", "loglinear", "cosine", "learned"]), absent: .decided("the checkpoint's"),
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

        let method = request.method(isV2: object.checkpoint.header.isV2)
        let started = Date()
        let denoiser = CPUDenoiser(object.checkpoint.weights)
        let sampler = Sampler(denoiser: denoiser, noise: request.noise, options: request.options)
        let cost = SamplingCost(
            configuration: object.checkpoint.header.denoiser, noise: request.noise, options: request.options)
        let monitor = SessionMonitor(
            workspace, activity: "sampling \(method)", counts: request.count,
            total: request.count * request.seeds.count, cost: cost)
        let expected = cost.seconds(
            denoiser, diagrams: request.count, seeds: request.seeds.count, threads: workspace.threads)
        if expected > 5 { workspace.console.tell("sample: this takes about \(duration(expected))") }
        defer { workspace.console.progress(nil) }
        let rows = try sampler.sample(
            seeds: request.seeds, count: request.count, threads: workspace.threads, monitor: monitor)
        let seconds = Date().timeIntervalSince(started)

        let file = SampleFile(
            method: method, config: request.config(object), layout: object.checkpoint.header.denoiser.layout,
            numSamples: request.count,
            perSeed: zip(request.seeds, rows).map { SampleFile.Seed(seed: $0, rows: $1) },
            provenance: provenance(object, request, dataset: dataset, started: started, seconds: seconds))
        workspace.console.tell(
            "sampled \(method): \(grouped(request.count)) × \(counted(request.seeds.count, "seed")) "
                + "in \(duration(seconds))")
        return .object(SamplesObject(file: file, schedule: request.schedule))
    }

    func forecast(_ arguments: ForecastArguments, in world: ForecastWorld) -> Forecast {
        guard arguments.isAllKnown(except: ["dataset"]),
            let object = arguments.object("checkpoint", CheckpointObject.self)
        else { return Forecast() }
        // A dataset is not read for a check: any distribution of the right length stands for its room counts.
        let layout = object.checkpoint.header.denoiser.layout
        let distribution =
            arguments.call.arguments["dataset"] == nil
            ? nil : [Float](repeating: 1 / Float(layout.maxRooms), count: layout.maxRooms)
        do {
            let request = try SamplingRequest(
                checkpoint: object, distribution: distribution, value: arguments.value, isGiven: arguments.isGiven)
            let file = SampleFile(
                method: request.method(isV2: object.checkpoint.header.isV2), config: request.config(object),
                layout: layout, numSamples: request.count, perSeed: [])
            return Forecast(
                findings: request.warnings,
                result: SamplesObject(file: file, schedule: request.schedule))
        } catch let failure as CommandFailure {
            return .error(failure)
        } catch {
            return .error(describe(error))
        }
    }

    /// What the reference does not record: which checkpoint, which stream, which room counts, which bds.
    private func provenance(
        _ object: CheckpointObject, _ request: SamplingRequest, dataset: Dataset?, started: Date,
        seconds: Double
    ) -> JSONObject {
        let rooms: JSON =
            switch request.rooms {
            case .fixed(let rooms): .int(rooms)
            case .uniform: .string("uniform")
            case .distribution(let shares): .array(shares.map { .float(Double($0)) })
            }
        var source: JSON = .null
        if let dataset, case .distribution = request.rooms {
            source = .object(["path": .string(dataset.source.relativePath), "sha256": .string(dataset.sha256)])
        }
        return [
            "bds": .string(BDS.version),
            "checkpoint": .object([
                "path": .string(object.checkpoint.url.relativePath),
                "sha256": .string(object.checkpoint.sha256),
                "noise": .string(object.checkpoint.header.noiseType),
            ]),
            "schedule": .string(request.schedule),
            "batch": .int(request.batchSize),
            "rooms": rooms,
            "dataset": source,
            "random_stream": .string("torch-mt19937"),
            "backend": .string(BDS.backend(.packed)),
            "host": .string(ProcessInfo.processInfo.hostName),
            "created": .string(LocalTime(started).isoText),
            "seconds": .float((seconds * 1000).rounded() / 1000),
        ]
    }
}

/// 0.42 s, 12.3 s, 3 min 5 s.
func duration(_ seconds: Double) -> String {
    if seconds < 10 { return "\((seconds * 100).rounded() / 100) s" }
    if seconds < 60 { return "\((seconds * 10).rounded() / 10) s" }
    let whole = Int(seconds.rounded())
    return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
}

/// Hands the sampler's steps on as progress, and Ctrl-C to the sampler.
final class SessionMonitor: SamplingMonitor {
    private let console: any Console
    private let cancellation: Cancellation
    private let activity: String
    private let count: Int
    private let total: Int
    /// Of one diagram, by step.
    private let tokens: [Double]
    private let done = Mutex(0.0)

    /// - Parameters:
    ///   - counts: diagrams per seed.
    ///   - total: diagrams of all seeds.
    ///   - cost: how the work is spread over the steps.
    init(_ workspace: Workspace, activity: String, counts: Int, total: Int, cost: SamplingCost) {
        console = workspace.console
        cancellation = workspace.cancellation
        self.activity = activity
        count = counts
        // The first step counts a little, so that a run that asks for nothing at first is seen to begin.
        tokens = cost.tokensByStep.map { $0 + 0.1 }
        self.total = Int((tokens.reduce(0, +) * Double(total)).rounded(.up))
    }

    func step(_ number: Int, diagrams: Int) throws {
        try cancellation.check()
        let now = done.withLock { done in
            defer { done += tokens[number] * Double(diagrams) }
            return done
        }
        console.progress(ProgressReport(activity: activity, done: Int(now), total: total, unit: "tokens"))
    }

    func finished(seed: Int) {
        console.milestone("\(activity): seed \(seed), \(counted(count, "diagram"))")
    }
}
