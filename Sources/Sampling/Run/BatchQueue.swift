import BubbleDiagrams
import RandomStreams
import Synchronization

/// The batches of a run, handed out in order, each with its own stretch of its seed's random stream, so that the order
/// in which they are computed changes nothing.
final class BatchQueue: Sendable {
    struct Batch: Sendable {
        let seed: Int
        let index: Int
        let draws: BatchDraws
    }

    private struct State {
        var nextSeed = 0
        var nextBatch = 0
        var generator: TorchGenerator?
        var results: [[TokenRows?]]
        var failure: (any Error)?
    }

    private let seeds: [Int]
    private let sizes: [Int]
    private let draw: @Sendable (Int, inout TorchGenerator) -> BatchDraws
    private let state: Mutex<State>

    /// - Parameter draw: takes from the stream what a batch of a size takes.
    init(
        seeds: [Int], count: Int, batchSize: Int,
        draw: @escaping @Sendable (Int, inout TorchGenerator) -> BatchDraws
    ) {
        self.seeds = seeds
        self.draw = draw
        sizes = stride(from: 0, to: count, by: batchSize).map { min(batchSize, count - $0) }
        state = Mutex(State(results: seeds.map { [sizes] _ in [TokenRows?](repeating: nil, count: sizes.count) }))
    }

    var batchCount: Int { seeds.count * sizes.count }

    /// The next batch; nil when all are handed out or one has failed.
    func next() -> Batch? {
        state.withLock { state in
            guard state.failure == nil, state.nextSeed < seeds.count, !sizes.isEmpty else { return nil }
            var generator =
                state.generator ?? TorchGenerator(seed: UInt64(bitPattern: Int64(seeds[state.nextSeed])))
            let draws = draw(sizes[state.nextBatch], &generator)
            let batch = Batch(seed: state.nextSeed, index: state.nextBatch, draws: draws)
            state.nextBatch += 1
            state.generator = generator
            if state.nextBatch == sizes.count {
                state.nextSeed += 1
                state.nextBatch = 0
                state.generator = nil
            }
            return batch
        }
    }

    /// - Returns: all of its seed's rows when this was the last of its batches.
    func finish(_ batch: Batch, _ rows: TokenRows, _ layout: TokenLayout) -> TokenRows? {
        state.withLock { state in
            state.results[batch.seed][batch.index] = rows
            return state.results[batch.seed].contains { $0 == nil }
                ? nil : Self.joined(state.results[batch.seed], layout)
        }
    }

    func fail(_ error: any Error) {
        state.withLock { state in
            if state.failure == nil { state.failure = error }
        }
    }

    /// One set of rows per seed, or the first failure.
    func results(layout: TokenLayout) throws -> [TokenRows] {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.results.map { Self.joined($0, layout) }
        }
    }

    private static func joined(_ batches: [TokenRows?], _ layout: TokenLayout) -> TokenRows {
        batches.reduce(into: TokenRows(layout: layout)) { all, batch in
            guard let batch else { return }
            all.tokens += batch.tokens
            all.padMask += batch.padMask
        }
    }
}
