import RandomStreams

/// The MMDs look at no more than `limit` diagrams of a set; of larger ones, at a fixed random choice.
struct Subsample {
    static let limit = 5000

    // One stream for both sets, the samples first: what train gets depends on whether, and from how many, samples
    // were drawn.
    private var stream = NumPyRandomState(seed: 42)

    mutating func indices(_ count: Int) -> [Int] {
        count > Self.limit ? stream.choice(count, size: Self.limit) : Array(0..<count)
    }
}
