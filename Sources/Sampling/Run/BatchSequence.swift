import RandomStreams

/// One batch of one seed, and the stretch of the seed's random stream that is its own.
struct SeedBatch: Sendable {
    /// The seed itself.
    let seed: Int
    /// Its place among the run's seeds, in the order they were asked for.
    let place: Int
    /// Its diagrams' numbers in the seed.
    let diagrams: Range<Int>
    /// Where the batch's draws begin.
    let stream: TorchGenerator
}

/// The batches of a run in order, seed by seed; a seed is asked for when a batch of it is. A seed's batches draw from
/// one stream, one after the other, and what a batch draws depends on its size alone: so a batch can be handed out while
/// the one before it is still computed, and the order in which they are computed changes nothing.
struct BatchSequence: Sequence, IteratorProtocol, Sendable {
    private let nextSeed: @Sendable () -> Int?
    private let count: Int
    private let batchSize: Int
    private let pass: @Sendable (inout TorchGenerator) -> Bool
    private var seed = 0
    private var place = -1
    private var first = 0
    /// Where the draws of the batch handed out last begin.
    private var stream = TorchGenerator(seed: 0)

    /// - Parameters:
    ///   - count: diagrams of every seed.
    ///   - nextSeed: gives the seeds, nil after the last one.
    ///   - pass: passes over all that a whole batch takes from the stream; false where the run is to end.
    init(
        count: Int, batchSize: Int, nextSeed: @escaping @Sendable () -> Int?,
        pass: @escaping @Sendable (inout TorchGenerator) -> Bool
    ) {
        self.nextSeed = nextSeed
        self.count = count
        self.batchSize = batchSize
        self.pass = pass
    }

    mutating func next() -> SeedBatch? {
        if count == 0 { return nil }
        if first == 0 {
            guard let next = nextSeed() else { return nil }
            (seed, place) = (next, place + 1)
            stream = TorchGenerator(seed: UInt64(bitPattern: Int64(seed)))
        } else if !pass(&stream) {
            return nil
        }
        let end = Swift.min(first + batchSize, count)
        let batch = SeedBatch(seed: seed, place: place, diagrams: first..<end, stream: stream)
        first = end == count ? 0 : end
        return batch
    }
}
