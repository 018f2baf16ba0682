import BubbleDiagrams
import Checkpoints
import Concurrency
import Datasets
import Foundation
import JSON
import Results
import Sampling

/// One `sample`: takes the seeds that are kept, computes the others, and keeps each as soon as it is finished.
struct SamplingRun {
    let object: CheckpointObject
    let request: SamplingRequest
    let dataset: Dataset?
    /// Whether what is kept already is computed all the same.
    let isFresh: Bool
    let workspace: Workspace

    private var recipe: SamplingRecipe { request.recipe }
    private var layout: TokenLayout { object.checkpoint.header.denoiser.layout }

    /// - Throws: `Interrupted`; the seeds finished by then are kept.
    func file() throws -> SampleFile {
        let started = Date()
        let store = CachedSeedStore()
        let keys = request.seeds.map { CachedSeedKey(recipe, seed: $0, layout: layout) }
        var finished: [Int: CachedSeed] = [:]
        if !isFresh { for key in keys { finished[key.seed] = kept(key, in: store) } }
        let missing = keys.filter { finished[$0.seed] == nil }
        if !missing.isEmpty {
            announce(missing, of: keys, store)
            finished.merge(try made(missing, store)) { $1 }
        }
        workspace.console.tell(
            "sampled \(recipe.method): \(grouped(recipe.count)) × \(counted(request.seeds.count, "seed")) "
                + "in \(duration(Date().timeIntervalSince(started)))")
        return file(of: request.seeds, finished)
    }

    private func kept(_ key: CachedSeedKey, in store: CachedSeedStore) -> CachedSeed? {
        switch store.find(key) {
        case .kept(let seed):
            workspace.tally.add(kept: 1)
            return seed
        case .missing: return nil
        case .damaged(let why):
            workspace.console.warn("sample: seed \(key.seed) is computed again: \(why)")
            return nil
        }
    }

    /// How much is there, and why the rest is not.
    private func announce(_ missing: [CachedSeedKey], of keys: [CachedSeedKey], _ store: CachedSeedStore) {
        if missing.count < keys.count {
            workspace.console.tell(
                "sample: \(keys.count - missing.count) of \(counted(keys.count, "seed")) kept from before")
        }
        if isFresh { return }
        var seeds: [String: [Int]] = [:]
        for key in missing { seeds[store.reason(key), default: []].append(key.seed) }
        for (reason, seeds) in seeds.sorted(by: { $0.key < $1.key }) where reason != "new" {
            workspace.console.tell(
                "sample: \(seeds.count == 1 ? "seed" : "seeds") \(seeds.map(String.init).joined(separator: ", ")) "
                    + "computed anew: \(reason)")
        }
    }

    /// Those that are missing: computed here, or waited for where another process computes them.
    private func made(_ missing: [CachedSeedKey], _ store: CachedSeedStore) throws -> [Int: CachedSeed] {
        let locks = store.locks()
        if !(locks is KernelLocks), workspace.session.isFirst(locks.description) {
            workspace.console.tell("sample: seeds are shared with other runs in this folder by \(locks.description)")
        }
        let supply = SeedSupply(missing, in: store, locks, isFresh: isFresh)
        var hasWaited = false
        while true {
            try workspace.cancellation.check()
            if supply.hasNext() { try compute(supply, missing.count) }
            if supply.isExhausted { break }
            if !hasWaited {
                workspace.console.tell("sample: another bds computes the rest of these seeds; waiting for it")
            }
            hasWaited = true
            Thread.sleep(forTimeInterval: 0.1)
        }
        workspace.tally.add(kept: supply.keptCount)
        return supply.found
    }

    /// Computes what the supply has, a seed at a time as threads come free.
    /// - Parameter missing: how many seeds there are to compute at most.
    private func compute(_ supply: SeedSupply, _ missing: Int) throws {
        let options = SamplerOptions(recipe)
        let cost = SamplingCost(
            configuration: object.checkpoint.header.denoiser, noise: request.noise, options: options)
        let expected = cost.seconds(on: BDS.device, diagrams: recipe.count, seeds: missing, threads: workspace.threads)
        if expected > 5 { workspace.console.tell("sample: this takes about \(duration(expected))") }
        let (tally, checkpoint) = (workspace.tally, object.checkpoint.url.lastPathComponent)
        let provenance = request.provenance(of: object.checkpoint, dataset)
        // A finished seed is kept from whichever thread finishes it.
        let monitor = SessionMonitor(
            workspace, activity: "sampling \(recipe.method)", counts: recipe.count, total: recipe.count * missing,
            cost: cost
        ) { seed, rows in
            tally.add(computed: 1)
            try supply.finish(seed) { started in
                var made: JSONObject = ["bds": .string(BDS.version)]
                made.merge(
                    Provenance.made(
                        at: started, seconds: Date().timeIntervalSince(started), backend: BDS.device.name))
                return CachedSeed(rows: rows, made: made)
            } file: { cached, key in
                var file = SampleFile(
                    method: key.recipe.method,
                    config: SampleConfig(key.recipe, seeds: [seed], checkpoint: checkpoint), layout: key.layout,
                    numSamples: key.recipe.count, perSeed: [.init(seed: seed, rows: rows)], provenance: provenance)
                file.provenance?.merge(cached.made)
                file.provenance?["cell"] = .object(key.fields)
                return file
            }
        }
        defer { workspace.console.progress(nil) }
        try object.withDenoiser {
            try Sampler(denoiser: $0, noise: request.noise, options: options)
                .sample(count: recipe.count, threads: workspace.threads, monitor: monitor) { supply.next() }
        }
        if let problem = monitor.keepingFailed {
            workspace.console.warn("sample: what is finished is not kept: \(problem)")
        }
    }

    /// Those seeds' samples as a file: how they were made, and who computed each of them.
    private func file(of seeds: [Int], _ finished: [Int: CachedSeed]) -> SampleFile {
        var computed: JSONObject = [:]
        for seed in seeds { computed["\(seed)"] = finished[seed].map { .object($0.made.asRecorded) } }
        var provenance = request.provenance(of: object.checkpoint, dataset)
        provenance["computed"] = .object(computed)
        return SampleFile(
            method: recipe.method,
            config: SampleConfig(recipe, seeds: seeds, checkpoint: object.checkpoint.url.lastPathComponent),
            layout: layout, numSamples: recipe.count,
            perSeed: seeds.compactMap { seed in finished[seed].map { SampleFile.Seed(seed: seed, rows: $0.rows) } },
            provenance: provenance)
    }
}

extension SamplingRequest {
    /// What the reference does not record: which checkpoint, which stream, which room counts, which bds.
    func provenance(of checkpoint: Checkpoint, _ dataset: Dataset?) -> JSONObject {
        let recorded = recipe.provenance
        var source: JSON = .null
        if let dataset, case .distribution = recipe.rooms {
            source = .object(["path": .string(dataset.source.relativePath), "sha256": .string(dataset.sha256)])
        }
        return [
            "bds": .string(BDS.version),
            "checkpoint": .object([
                "path": .string(checkpoint.url.relativePath), "sha256": .string(checkpoint.sha256),
                "noise": .string(checkpoint.header.noiseType),
            ]),
            "schedule": recorded["schedule"] ?? .null,
            "batch": recorded["batch"] ?? .null,
            "rooms": recorded["rooms"] ?? .null,
            "dataset": source,
            "remask": recorded["remask"] ?? .null,
            "random_stream": .string("torch-mt19937"),
            "replay": .string(recipe.commandLine(seeds: seeds, checkpoint: checkpoint, dataset: dataset)),
        ]
    }
}

/// Hands the sampler's steps on as progress and its finished seeds to be kept, and Ctrl-C to the sampler.
final class SessionMonitor: SamplingMonitor {
    private let console: any Console
    private let cancellation: Cancellation
    private let activity: String
    private let count: Int
    private let total: Int
    /// Of one diagram, by step.
    private let tokens: [Double]
    private let keep: @Sendable (Int, TokenRows) throws -> Void
    private let done = Lock(0.0)
    private let problem = Lock<String?>(nil)

    /// - Parameters:
    ///   - counts: diagrams per seed.
    ///   - total: diagrams of all seeds.
    ///   - cost: how the work is spread over the steps.
    ///   - keep: takes a finished seed.
    init(
        _ workspace: Workspace, activity: String, counts: Int, total: Int, cost: SamplingCost,
        keep: @escaping @Sendable (Int, TokenRows) throws -> Void = { _, _ in }
    ) {
        console = workspace.console
        cancellation = workspace.cancellation
        self.activity = activity
        count = counts
        self.keep = keep
        // Every step counts a little, so that a run that asks for nothing at first is seen to begin.
        tokens = cost.tokensByStep.map { $0 + 0.1 }
        self.total = Int((tokens.reduce(0, +) * Double(total)).rounded(.up))
    }

    /// Why a finished seed could not be kept; that is no reason to lose the run.
    var keepingFailed: String? { problem.withLock { $0 } }

    func check() throws { try cancellation.check() }

    func step(_ number: Int, diagrams: Int) throws {
        try cancellation.check()
        let now = done.withLock { done in
            defer { done += tokens[number] * Double(diagrams) }
            return done
        }
        console.progress(ProgressReport(activity: activity, done: Int(now), total: total, unit: "tokens"))
    }

    func finished(seed: Int, _ rows: TokenRows) {
        do { try keep(seed, rows) } catch { problem.withLock { $0 = describe(error) } }
        console.milestone("\(activity): seed \(seed), \(counted(count, "diagram"))")
    }
}
