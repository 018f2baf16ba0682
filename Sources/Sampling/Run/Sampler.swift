import BubbleDiagrams
import Concurrency
import RandomStreams

/// Draws diagrams from a denoiser by a `SamplingRule`, step by step from all MASK. What a seed yields depends on the
/// weights, the options and the seed alone: not on threads, nor on the other seeds.
/// ```swift
/// let sampler = Sampler(
///     denoiser: CPUDenoiser(checkpoint.weights), noise: .schedule(.logLinear()),
///     options: SamplerOptions(recipe))
/// let rows = try sampler.sample(seeds: [42, 123], count: 1000, threads: 2)
/// ```
///
/// What happens in which order: <doc:SamplingSteps>.
public struct Sampler: Sendable {
    let denoiser: any Denoiser
    let options: SamplerOptions
    let steps: StepSequence
    let rule: any SamplingRule

    /// Positions of batches computed at a time, at most, whatever the number of threads: what bounds the memory of large
    /// batches (some 500 bytes each).
    private static let positionsAtATime = 1 << 20

    /// - Parameter rule: nil for what the options' unmasking, sampler of tokens and remasking say.
    public init(
        denoiser: any Denoiser, noise: Noise, options: SamplerOptions, rule: (any SamplingRule)? = nil
    ) {
        self.denoiser = denoiser
        self.options = options
        self.rule = rule ?? options.rule
        steps = StepSequence(noise: noise, count: options.steps)
    }

    private var layout: TokenLayout { denoiser.layout }

    /// Samples `count` diagrams for every seed.
    /// - Parameters:
    ///   - threads: batches computed at a time.
    ///   - monitor: told of every denoising step and finished seed; its errors end the run.
    /// - Returns: one set of rows per seed, in the seeds' order.
    /// - Throws: `NonFiniteLogits` where the network overflows, and what the monitor and the backend throw.
    public func sample(
        seeds: [Int], count: Int, threads: Int, monitor: any SamplingMonitor = SilentMonitor()
    ) throws -> [TokenRows] {
        let batchSize = min(options.batchSize, max(1, count))
        let batchCount = seeds.count * ((count + batchSize - 1) / batchSize)
        let rows = SeedRows(seeds: seeds.count, count: count, layout: layout)
        let left = SeedQueue(seeds)
        try sample(into: rows, count: count, threads: min(threads, batchCount), monitor: monitor, next: left.next)
        return rows.all
    }

    /// Samples `count` diagrams for every seed that `next` gives, until it gives none. It is asked for one when there is
    /// room for a batch that the seeds before leave free, by one thread at a time: so seeds can be shared with others.
    /// - Parameter monitor: gets the rows of each seed as it is finished.
    /// - Throws: as above.
    public func sample(
        count: Int, threads: Int, monitor: any SamplingMonitor, next: @escaping @Sendable () -> Int?
    ) throws {
        let rows = SeedRows(seeds: 0, count: count, layout: layout)
        try sample(into: rows, count: count, threads: threads, monitor: monitor, next: next)
    }

    private func sample(
        into rows: SeedRows, count: Int, threads: Int, monitor: any SamplingMonitor,
        next: @escaping @Sendable () -> Int?
    ) throws {
        let batchSize = min(options.batchSize, max(1, count))
        let batches = BatchSequence(count: count, batchSize: batchSize, nextSeed: next) { [self] stream in
            pass(&stream, diagrams: batchSize) { (try? monitor.check()) != nil }
        }
        let network = RunNetwork(denoiser)
        let most = Self.positionsAtATime / (batchSize * layout.length)
        _ = try concurrentMap(batches, threads: min(threads, max(1, most))) { _, batch in
            if let whole = rows.add(try sample(batch, seed: batch.seed, network, monitor), batch) {
                try monitor.finished(seed: batch.seed, whole)
            }
        }
        try monitor.check()
    }

    /// Passes over all that a batch draws.
    /// - Returns: false where `isWanted` no longer says so.
    private func pass(_ stream: inout TorchGenerator, diagrams: Int, while isWanted: () -> Bool) -> Bool {
        _ = options.rooms.draw(diagrams, layout, from: &stream)
        for number in 0..<steps.count {
            stream.skip(rule.drawCount(of: steps[number], diagrams: diagrams, layout: layout))
            stream.catchUp()
            if !isWanted() { return false }
        }
        return true
    }

    private func sample(
        _ batch: SeedBatch, seed: Int, _ network: RunNetwork, _ monitor: any SamplingMonitor
    ) throws -> TokenRows {
        var stream = batch.stream
        var diagrams = DiagramBatch(
            rooms: options.rooms.draw(batch.diagrams.count, layout, from: &stream), layout: layout,
            fixed: options.fixed)
        var run = try rule.run(of: diagrams, steps: steps, stream: stream, check: monitor.check)
        var step: Int?
        do {
            for number in 0..<steps.count {
                step = number
                try monitor.step(number, diagrams: diagrams.count)
                let now = steps[number]
                try run.advance(&diagrams, now, StepNetwork(step: now, run: network))
            }
            step = nil
            try decideRest(&diagrams)
        } catch var error as NonFiniteLogits {
            error.diagram += batch.diagrams.lowerBound
            (error.seed, error.step, error.steps) = (seed, step, steps.count)
            throw error
        }
        return diagrams.packed.rows(layout: layout)
    }

    /// Should a MASK remain after the last step: one more pass at t = 1e-5, and argmax.
    private func decideRest(_ diagrams: inout DiagramBatch) throws {
        let left = diagrams.byDiagram(diagrams.states.indices.filter { diagrams.states[$0] == .masked })
        if left.isEmpty { return }
        let chosen = diagrams.packed.selecting(left.map(\.diagram))
        let rows = zip(left, chosen.starts).flatMap { left, start in
            left.tokens.map { $0 - diagrams.packed.starts[left.diagram] + start }
        }
        let logits = try denoiser.at(1e-5).logits(of: rows, in: chosen)
        var place = 0
        for left in left {
            for token in left.tokens {
                let own = try logits.logits(place, isRoom: diagrams.isRoom(token)).checked(diagram: left.diagram)
                diagrams.unmask(token, as: firstLargest(own))
                place += 1
            }
        }
    }
}
