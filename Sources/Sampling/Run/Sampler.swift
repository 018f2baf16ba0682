import BubbleDiagrams
import Foundation
import RandomStreams

/// Draws diagrams from a denoiser by ancestral sampling of masked diffusion (behaviour 6). What a seed yields depends on
/// the weights, the options and the seed alone: not on threads, nor on the other seeds.
///
/// The network is asked only for what somebody looks at. Where the draws alone decide which tokens are masked when, the
/// whole run is foreseen (`MaskSchedule`); elsewhere a step is looked at when it comes (`SamplingStep`).
public struct Sampler: Sendable {
    let denoiser: any Denoiser
    let options: SamplerOptions
    let table: StepTable
    /// For the pass that decides what is left masked after the last step.
    let lastModulation: Modulation

    public init(denoiser: some Denoiser, noise: Noise, options: SamplerOptions) {
        self.denoiser = denoiser
        self.options = options
        table = StepTable(denoiser: denoiser, noise: noise, options: options)
        lastModulation = denoiser.modulation(at: 1e-5)
    }

    private var layout: TokenLayout { denoiser.configuration.layout }

    /// Samples `count` diagrams for every seed.
    /// - Parameters:
    ///   - threads: batches computed at a time.
    ///   - monitor: told of every denoising step and finished seed; its errors end the run.
    /// - Returns: one set of rows per seed, in the seeds' order.
    public func sample(
        seeds: [Int], count: Int, threads: Int, monitor: any SamplingMonitor = SilentMonitor()
    ) throws -> [TokenRows] {
        let queue = BatchQueue(seeds: seeds, count: count, batchSize: options.batchSize) {
            BatchDraws(from: &$1, batch: $0, layout: layout, options: options, table: table)
        }
        let blanks = FullyMaskedLogits(denoiser)
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, queue.batchCount))) { _ in
            while let batch = queue.next() {
                do {
                    let rows = try sampleBatch(batch.draws, blanks, monitor)
                    if let whole = queue.finish(batch, rows, layout) {
                        try monitor.finished(seed: seeds[batch.seed], whole)
                    }
                } catch {
                    queue.fail(error)
                }
            }
        }
        return try queue.results(layout: layout)
    }

    private func sampleBatch(
        _ draws: BatchDraws, _ blanks: FullyMaskedLogits, _ monitor: any SamplingMonitor
    ) throws -> TokenRows {
        var diagrams = PackedTokens(masked: draws.rooms, layout: layout)
        let foreseen = MaskSchedule(diagrams, table, draws, unmasking: options.unmasking)
        for (number, step) in table.steps.enumerated() {
            try monitor.step(number, diagrams: draws.rooms.count)
            let now = SamplingStep(
                number: number, step: step, draws: draws.steps[number], options: options, denoiser: denoiser,
                blanks: blanks)
            if let foreseen {
                now.unmask(foreseen.unmasked[number], of: &diagrams)
                for token in foreseen.remasked[number] { diagrams.mask(token, layout) }
            } else {
                now.advance(&diagrams)
            }
        }
        decideRest(&diagrams)
        return diagrams.rows(layout: layout)
    }

    /// Should a MASK remain after the last step: one more pass at t = 1e-5, and argmax.
    private func decideRest(_ diagrams: inout PackedTokens) {
        let left = diagrams.rooms.indices.filter { diagrams.range($0).contains { diagrams.isMasked($0, layout) } }
        if left.isEmpty { return }
        let batch = diagrams.selecting(left)
        let masked = batch.tokens.indices.filter { batch.isMasked($0, layout) }
        let logits = denoiser.logits(of: masked, in: batch, lastModulation)
        let tokens = left.flatMap { diagrams.range($0).filter { diagrams.isMasked($0, layout) } }
        for (place, token) in tokens.enumerated() {
            diagrams.tokens[token] = firstLargest(
                logits.logits(place, isRoom: diagrams.positions[token] < layout.maxRooms))
        }
    }
}
