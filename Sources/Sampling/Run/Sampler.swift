import BubbleDiagrams
import Concurrency
import RandomStreams

/// Draws diagrams from a denoiser by a `SamplingRule`, step by step from all MASK. What a seed yields depends on the
/// weights, the options and the seed alone: not on threads, nor on the other seeds.
/// ```swift
/// let sampler = Sampler(
///     denoiser: CPUDenoiser(checkpoint.weights), noise: .schedule(.logLinear()),
///     options: SamplerOptions(tokenSampler: .nucleus(topP: 0.9), rooms: .fixed(6)))
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
        let batches = BatchSequence(seeds: seeds, count: count, batchSize: batchSize) { [self] stream in
            pass(&stream, diagrams: batchSize) { (try? monitor.check()) != nil }
        }
        let rows = SeedRows(seeds: seeds.count, count: count, layout: layout)
        let network = RunNetwork(denoiser)
        let batchCount = seeds.count * ((count + batchSize - 1) / batchSize)
        let most = min(batchCount, Self.positionsAtATime / (batchSize * layout.length))
        _ = try concurrentMap(batches, threads: min(threads, max(1, most))) { _, batch in
            if let whole = rows.add(try sample(batch, seed: seeds[batch.seed], network, monitor), batch) {
                try monitor.finished(seed: seeds[batch.seed], whole)
            }
        }
        try monitor.check()
        return rows.all
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
