import RandomStreams

/// Which plans train, which validate, which test: the first 80 %, the next 10 % and the rest of
/// `torch.randperm(count)` under seed 42.
/// See <doc:CacheAndSplit>.
public struct DatasetSplit: Hashable, Sendable {
    /// Indices of plans, in the split's order.
    public let train: [Int]
    /// The next 10 %.
    public let validation: [Int]
    /// The rest.
    public let test: [Int]

    /// Of `count` plans.
    public init(count: Int) {
        var generator = TorchGenerator(seed: 42)
        let order = generator.permutation(max(0, count))
        // In float64 and cut off, as Python's int(0.8 * n).
        let trainCount = Int(0.8 * Double(order.count))
        let validationCount = Int(0.1 * Double(order.count))
        train = Array(order[..<trainCount])
        validation = Array(order[trainCount..<trainCount + validationCount])
        test = Array(order[(trainCount + validationCount)...])
    }
}
