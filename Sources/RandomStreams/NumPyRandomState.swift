/// NumPy's legacy `RandomState(seed)`, as far as the metrics draw from it.
/// See <doc:NumPyStream>.
public struct NumPyRandomState: Sendable {
    private var twister: MersenneTwister

    /// As `numpy.random.RandomState(seed)`, of which the low 32 bits count.
    public init(seed: UInt64) {
        twister = MersenneTwister(seed: seed)
    }

    /// `choice(count, size, replace=False)`: the first `size` entries of a permutation of `0..<count`.
    public mutating func choice(_ count: Int, size: Int) -> [Int] {
        var order = Array(0..<count)
        for i in stride(from: count - 1, to: 0, by: -1) { order.swapAt(i, Int(bounded(UInt32(i)))) }
        return Array(order.prefix(size))
    }

    /// A draw from `0...limit`: masked, and drawn again while it is larger.
    private mutating func bounded(_ limit: UInt32) -> UInt32 {
        let mask = UInt32.max >> UInt32(limit.leadingZeroBitCount)
        while true {
            let draw = twister.nextUInt32() & mask
            if draw <= limit { return draw }
        }
    }
}
