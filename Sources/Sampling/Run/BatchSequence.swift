import RandomStreams

/// One batch of one seed, and the stretch of the seed's random stream that is its own.
struct SeedBatch: Sendable {
    /// The seed's place among those asked for.
    let seed: Int
    /// Its diagrams' numbers in the seed.
    let diagrams: Range<Int>
    /// Where the batch's draws begin.
    let stream: TorchGenerator
}

/// The batches of a run in order, seed by seed. A seed's batches draw from one stream, one after the other, and what a
/// batch draws depends on its size alone: so a batch can be handed out while the one before it is still computed, and
/// the order in which they are computed changes nothing.
struct BatchSequence: Sequence, IteratorProtocol, Sendable {
    private let seeds: [Int]
    private let count: Int
    private let batchSize: Int
    private let pass: @Sendable (inout TorchGenerator) -> Bool
    private var seed = 0
    private var first = 0
    /// Where the draws of the batch handed out last begin.
    private var stream = TorchGenerator(seed: 0)

    /// - Parameters:
    ///   - count: diagrams of every seed.
    ///   - pass: passes over all that a whole batch takes from the stream; false where the run is to end.
    init(
        seeds: [Int], count: Int, batchSize: Int, pass: @escaping @Sendable (inout TorchGenerator) -> Bool
    ) {
        self.seeds = seeds
        self.count = count
        self.batchSize = batchSize
        self.pass = pass
    }

    mutating func next() -> SeedBatch? {
        guard seed < seeds.count, count > 0 else { return nil }
        if first == 0 {
            stream = TorchGenerator(seed: UInt64(bitPattern: Int64(seeds[seed])))
        } else if !pass(&stream) {
            return nil
        }
        let end = Swift.min(first + batchSize, count)
        let batch = SeedBatch(seed: seed, diagrams: first..<end, stream: stream)
        (seed, first) = end == count ? (seed + 1, 0) : (seed, end)
        return batch
    }
}
