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

    /// A seed's rows, and who computed them, when and in how much time.
    private struct Finished: Sendable {
        let rows: TokenRows
        let made: JSONObject
    }

    private var recipe: SamplingRecipe { request.recipe }
    private var layout: TokenLayout { object.checkpoint.header.denoiser.layout }

    /// - Throws: `Interrupted`; the seeds finished by then are kept.
    func file() throws -> SampleFile {
        let started = Date()
        let store = CachedSeedStore()
        let keys = request.seeds.map { CachedSeedKey(recipe, seed: $0, layout: layout) }
        var finished: [Int: Finished] = [:]
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

    private func kept(_ key: CachedSeedKey, in store: CachedSeedStore) -> Finished? {
        switch store.find(key) {
        case .kept(let seed):
            workspace.tally.add(kept: 1)
            return Finished(rows: seed.rows, made: seed.made)
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
    private func made(_ missing: [CachedSeedKey], _ store: CachedSeedStore) throws -> [Int: Finished] {
        let locks = store.locks()
        if !(locks is KernelLocks), workspace.session.isFirst(locks.description) {
            workspace.console.tell("sample: seeds are shared with other runs in this folder by \(locks.description)")
        }
        let supply = SeedSupply(missing, in: store, locks, isFresh: isFresh)
        var made: [Int: Finished] = [:]
        var hasWaited = false
        while true {
            try workspace.cancellation.check()
            if let first = supply.next() { made.merge(try compute(first, supply, missing.count, store)) { $1 } }
            if supply.isExhausted { break }
            if !hasWaited {
                workspace.console.tell("sample: another bds computes the rest of these seeds; waiting for it")
            }
            hasWaited = true
            Thread.sleep(forTimeInterval: 0.1)
        }
        for (seed, kept) in supply.kept {
            workspace.tally.add(kept: 1)
            made[seed] = Finished(rows: kept.rows, made: kept.made)
        }
        return made
    }

    /// Computes `first` and whatever else the supply has as threads come free.
    private func compute(
        _ first: Int, _ supply: SeedSupply, _ missing: Int, _ store: CachedSeedStore
    ) throws -> [Int: Finished] {
        let options = SamplerOptions(recipe)
        let cost = SamplingCost(
            configuration: object.checkpoint.header.denoiser, noise: request.noise, options: options)
        let expected = cost.seconds(on: BDS.device, diagrams: recipe.count, seeds: missing, threads: workspace.threads)
        if expected > 5 { workspace.console.tell("sample: this takes about \(duration(expected))") }
        let (tally, made) = (workspace.tally, Lock<[Int: Finished]>([:]))
        let monitor = SessionMonitor(
            workspace, activity: "sampling \(recipe.method)", counts: recipe.count, total: recipe.count * missing,
            cost: cost
        ) { seed, rows in
            defer { supply.release(seed) }
            let start = supply.start(of: seed) ?? Date()
            var circumstances: JSONObject = ["bds": .string(BDS.version)]
            circumstances.merge(
                Provenance.made(at: start, seconds: Date().timeIntervalSince(start), backend: BDS.device.name))
            let finished = Finished(rows: rows, made: circumstances)
            made.withLock { $0[seed] = finished }
            tally.add(computed: 1)
            let key = CachedSeedKey(recipe, seed: seed, layout: layout)
            var file = file(of: [seed], [seed: finished])
            file.provenance?["computed"] = nil
            file.provenance?.merge(circumstances)
            file.provenance?["cell"] = .object(key.fields)
            try store.write(file, key)
        }
        defer { workspace.console.progress(nil) }
        let sampler = Sampler(denoiser: try object.denoiser(), noise: request.noise, options: options)
        try sampler.sample(count: recipe.count, threads: workspace.threads, monitor: monitor) { [first = Lock(first)] in
            first.withLock { $0.take() } ?? supply.next()
        }
        if let problem = monitor.keepingFailed {
            workspace.console.warn("sample: what is finished is not kept: \(problem)")
        }
        return made.withLock { $0 }
    }

    /// Those seeds' samples as a file: how they were made, and who computed each of them.
    private func file(of seeds: [Int], _ finished: [Int: Finished]) -> SampleFile {
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
