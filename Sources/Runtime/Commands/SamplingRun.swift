import BubbleDiagrams
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
    let threads: Int
    /// Whether what is kept already is computed all the same.
    let isFresh: Bool
    let workspace: Workspace

    private var recipe: SamplingRecipe { request.recipe }
    private var method: String { recipe.method }

    /// - Throws: `Interrupted`; the seeds finished by then are kept.
    func file() throws -> SampleFile {
        let console = workspace.console
        let started = Date()
        let store = CachedSeedStore()
        let keys = request.seeds.map { CachedSeedKey(recipe, seed: $0) }
        var found: [Int: TokenRows] = [:]
        if !isFresh { for key in keys { found[key.seed] = rows(of: key, in: store) } }
        var missing = keys.filter { found[$0.seed] == nil }
        if !missing.isEmpty { announce(missing, of: keys, store) }

        let locks = missing.isEmpty ? nil : CachedSeedLocks(store)
        var hasWaited = false
        var computed = 0
        while let locks, !missing.isEmpty {
            try workspace.cancellation.check()
            let mine = missing.filter(locks.take)
            defer { mine.forEach(locks.release) }
            // Another process may have finished some since they were looked for.
            if !isFresh { for key in mine { found[key.seed] = rows(of: key, in: store) } }
            let toCompute = mine.filter { found[$0.seed] == nil }
            if !toCompute.isEmpty {
                found.merge(try compute(toCompute, store)) { $1 }
                computed += toCompute.count
            } else if mine.isEmpty {
                if !hasWaited { console.tell("sample: another bds computes the rest of these seeds; waiting for it") }
                hasWaited = true
                Thread.sleep(forTimeInterval: 0.1)
            }
            missing.removeAll { found[$0.seed] != nil }
        }

        workspace.tally.add(kept: keys.count - computed)
        let seconds = Date().timeIntervalSince(started)
        console.tell(
            "sampled \(method): \(grouped(recipe.count)) × \(counted(request.seeds.count, "seed")) "
                + "in \(duration(seconds))")
        return file(
            request.seeds.compactMap { seed in found[seed].map { SampleFile.Seed(seed: seed, rows: $0) } },
            config: config(seeds: request.seeds), provenance: provenance(started: started, seconds: seconds))
    }

    private func rows(of key: CachedSeedKey, in store: CachedSeedStore) -> TokenRows? {
        switch store.find(key) {
        case .seed(let file): return file.perSeed.first?.rows
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

    private func compute(_ keys: [CachedSeedKey], _ store: CachedSeedStore) throws -> [Int: TokenRows] {
        let denoiser = try object.denoiser()
        let options = SamplerOptions(recipe)
        let cost = SamplingCost(
            configuration: object.checkpoint.header.denoiser, noise: request.noise, options: options)
        let expected = cost.seconds(on: BDS.device, diagrams: recipe.count, seeds: keys.count, threads: threads)
        if expected > 5 { workspace.console.tell("sample: this takes about \(duration(expected))") }
        let started = Date()
        // A finished seed is kept from whichever thread finishes it.
        let cells = keys.map { key in
            (
                key: key,
                file: file(
                    [], config: config(seeds: [key.seed]),
                    provenance: provenance(started: started, seconds: 0))
            )
        }
        let tally = workspace.tally
        let monitor = SessionMonitor(
            workspace, activity: "sampling \(method)", counts: recipe.count, total: recipe.count * keys.count,
            cost: cost
        ) { seed, rows in
            guard let (key, file) = cells.first(where: { $0.key.seed == seed }) else { return }
            var cell = file
            cell.perSeed = [SampleFile.Seed(seed: seed, rows: rows)]
            cell.provenance?["seconds"] = .float((Date().timeIntervalSince(started) * 1000).rounded() / 1000)
            cell.provenance?["cell"] = .object(key.fields)
            tally.add(computed: 1)
            try store.write(cell, key)
        }
        defer { workspace.console.progress(nil) }
        let sampler = Sampler(denoiser: denoiser, noise: request.noise, options: options)
        let rows = try sampler.sample(
            seeds: keys.map(\.seed), count: recipe.count, threads: threads, monitor: monitor)
        if let problem = monitor.keepingFailed {
            workspace.console.warn("sample: what is finished is not kept: \(problem)")
        }
        return Dictionary(uniqueKeysWithValues: zip(keys.map(\.seed), rows))
    }

    private func config(seeds: [Int]) -> SampleConfig {
        SampleConfig(recipe, seeds: seeds, checkpoint: object.checkpoint.url.lastPathComponent)
    }

    private func file(_ seeds: [SampleFile.Seed], config: SampleConfig, provenance: JSONObject) -> SampleFile {
        SampleFile(
            method: method, config: config, layout: object.checkpoint.header.denoiser.layout,
            numSamples: recipe.count, perSeed: seeds, provenance: provenance)
    }

    /// What the reference does not record: which checkpoint, which stream, which room counts, which bds.
    private func provenance(started: Date, seconds: Double) -> JSONObject {
        var source: JSON = .null
        if let dataset, case .distribution = recipe.rooms {
            source = .object(["path": .string(dataset.source.relativePath), "sha256": .string(dataset.sha256)])
        }
        let recorded = recipe.provenance
        return [
            "bds": .string(BDS.version),
            "checkpoint": .object([
                "path": .string(object.checkpoint.url.relativePath),
                "sha256": .string(object.checkpoint.sha256),
                "noise": .string(object.checkpoint.header.noiseType),
            ]),
            "schedule": recorded["schedule"] ?? .null,
            "batch": recorded["batch"] ?? .null,
            "rooms": recorded["rooms"] ?? .null,
            "dataset": source,
            "remask": recorded["remask"] ?? .null,
            "random_stream": .string("torch-mt19937"),
            "backend": .string(BDS.device.name),
            "replay": .string(
                recipe.commandLine(seeds: request.seeds, checkpoint: object.checkpoint, dataset: dataset)),
            "host": .string(ProcessInfo.processInfo.hostName),
            "created": .string(LocalTime(started).isoText),
            "seconds": .float((seconds * 1000).rounded() / 1000),
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
