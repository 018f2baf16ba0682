import BubbleDiagrams
import Foundation
import RandomStreams

/// Draws diagrams from a denoiser by ancestral sampling of masked diffusion (behaviour 6). What a seed yields depends on
/// the weights, the options and the seed alone: not on threads, nor on the other seeds.
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

    /// Raw outputs one whole batch takes from the stream.
    private func consumption(batch: Int) -> Int {
        var count = 0
        switch options.rooms {
        case .fixed: break
        case .uniform: count += batch
        case .distribution(let weights): count += 2 * (batch == 1 ? weights.count : batch)
        }
        for step in table.steps {
            count += StepDraws.count(
                batch: batch, layout: layout, options: options, remasks: step.remaskingLimit != nil)
        }
        return count
    }

    /// Samples `count` diagrams for every seed.
    /// - Parameters:
    ///   - threads: batches computed at a time.
    ///   - monitor: told of every denoising step and finished seed; its errors end the run.
    /// - Returns: one set of rows per seed, in the seeds' order.
    public func sample(
        seeds: [Int], count: Int, threads: Int, monitor: any SamplingMonitor = SilentMonitor()
    ) throws -> [TokenRows] {
        let queue = BatchQueue(seeds: seeds, count: count, batchSize: options.batchSize) { consumption(batch: $0) }
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, queue.batchCount))) { _ in
            while let batch = queue.next() {
                do {
                    let rows = try sampleBatch(batch.size, from: batch.generator, monitor: monitor)
                    if queue.finish(batch, rows) { monitor.finished(seed: seeds[batch.seed]) }
                } catch {
                    queue.fail(error)
                }
            }
        }
        return try queue.results(layout: layout)
    }

    private func roomCounts(_ batch: Int, _ generator: inout TorchGenerator) -> [Int] {
        switch options.rooms {
        case .fixed(let rooms): [Int](repeating: rooms, count: batch)
        case .uniform: (0..<batch).map { _ in generator.integer(in: 1..<layout.maxRooms + 1) }
        case .distribution(let weights): generator.indices(weights: weights, count: batch).map { $0 + 1 }
        }
    }

    private func sampleBatch(
        _ size: Int, from start: TorchGenerator, monitor: any SamplingMonitor
    ) throws -> TokenRows {
        var generator = start
        var diagrams = PackedTokens(masked: roomCounts(size, &generator), layout: layout)
        for step in table.steps {
            try monitor.step(diagrams: size)
            let draws = StepDraws(
                from: &generator, batch: size, layout: layout, options: options,
                remasks: step.remaskingLimit != nil)
            advance(&diagrams, step, draws)
        }
        decideRest(&diagrams)
        return diagrams.rows(layout: layout)
    }

    private func isMasked(_ diagrams: PackedTokens, _ index: Int) -> Bool {
        diagrams.tokens[index] == layout.maskToken(at: diagrams.positions[index])
    }

    /// One denoising step of a batch.
    private func advance(_ diagrams: inout PackedTokens, _ step: Step, _ draws: StepDraws) {
        // Which diagrams' logits matter at all: those with something to unmask now, or with tokens whose confidence
        // remasking asks for.
        var active: [Int] = []
        var unmasked: [[Int]] = []
        let needsConfidence = step.remaskingLimit != nil && options.remasking?.strategy == .confidence
        for diagram in diagrams.rooms.indices {
            let masked = diagrams.range(diagram).filter { isMasked(diagrams, $0) }
            let candidates =
                options.unmasking == .random
                ? masked.filter {
                    draws.unmasking(diagram, diagrams.positions[$0]) < step.unmasking[diagrams.positions[$0]]
                } : masked
            if candidates.isEmpty && !(needsConfidence && masked.count < diagrams.range(diagram).count) { continue }
            active.append(diagram)
            unmasked.append(candidates)
        }

        let batch = diagrams.selecting(active)
        let logits =
            active.isEmpty ? PackedLogits(values: []) : denoiser.logits(batch, step.modulation)
        for (place, diagram) in active.enumerated() {
            // From an index into `diagrams` to the same token's index into `batch`.
            let offset = batch.starts[place] - diagrams.starts[diagram]
            func logitsOf(_ index: Int) -> ArraySlice<Float> {
                logits.logits(index + offset, isRoom: diagrams.positions[index] < layout.maxRooms)
            }
            let proposals = unmasked[place].map { index in
                options.proposal.token(logitsOf(index)) { draws.proposal(diagram, diagrams.positions[index], $0) }
            }
            let taken: [Int]
            switch options.unmasking {
            case .random:
                taken = Array(proposals.indices)
            case .llada:
                let confidences = zip(unmasked[place], proposals).map { softmax(logitsOf($0))[$1] }
                let chances = unmasked[place].map { step.unmasking[diagrams.positions[$0]] }
                taken = mostConfident(
                    confidences,
                    count: step.isLast ? confidences.count : lladaCount(chances, isUniform: step.isUniform))
            }
            for proposal in taken { diagrams.tokens[unmasked[place][proposal]] = proposals[proposal] }
            if needsConfidence {
                let decoded = diagrams.range(diagram).filter { !isMasked(diagrams, $0) }
                let confidences = decoded.map { softmax(logitsOf($0))[diagrams.tokens[$0]] }
                remask(&diagrams, diagram, decoded, step, draws, confidences: confidences)
            }
        }
        if step.remaskingLimit != nil && !needsConfidence {
            for diagram in diagrams.rooms.indices {
                let decoded = diagrams.range(diagram).filter { !isMasked(diagrams, $0) }
                remask(&diagrams, diagram, decoded, step, draws, confidences: [])
            }
        }
    }

    /// Masks some of one diagram's decoded tokens again. `confidences` go with `decoded` where the strategy asks for them.
    private func remask(
        _ diagrams: inout PackedTokens, _ diagram: Int, _ decoded: [Int], _ step: Step, _ draws: StepDraws,
        confidences: [Float]
    ) {
        guard let remasking = options.remasking, let limits = step.remaskingLimit else { return }
        let chances = remasking.strategy.chances(
            limits: decoded.map { limits[diagrams.positions[$0]] }, confidences: confidences)
        for (index, chance) in zip(decoded, chances) {
            let position = diagrams.positions[index]
            if draws.remasking(diagram, position) < chance { diagrams.tokens[index] = layout.maskToken(at: position) }
        }
    }

    /// Should a MASK remain after the last step: one more pass at t = 1e-5, and argmax.
    private func decideRest(_ diagrams: inout PackedTokens) {
        let left = diagrams.rooms.indices.filter { diagrams.range($0).contains { isMasked(diagrams, $0) } }
        if left.isEmpty { return }
        let batch = diagrams.selecting(left)
        let logits = denoiser.logits(batch, lastModulation)
        for (place, diagram) in left.enumerated() {
            for index in diagrams.range(diagram) where isMasked(diagrams, index) {
                let packed = index - diagrams.starts[diagram] + batch.starts[place]
                diagrams.tokens[index] = firstLargest(
                    logits.logits(packed, isRoom: diagrams.positions[index] < layout.maxRooms))
            }
        }
    }
}
