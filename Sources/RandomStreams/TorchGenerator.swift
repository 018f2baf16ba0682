import Foundation

/// PyTorch's CPU random stream: the same draws in the same order as `torch.Generator().manual_seed(seed)`.
/// Verified against torch 2.13; each function names the torch call it equals. See <doc:TorchStream>.
public struct TorchGenerator: Sendable {
    private var twister: MersenneTwister

    /// As `torch.Generator().manual_seed(seed)`, of which the low 32 bits count.
    public init(seed: UInt64) {
        twister = MersenneTwister(seed: seed)
    }

    /// One raw output of the twister.
    public mutating func nextUInt32() -> UInt32 { twister.nextUInt32() }

    /// `count` raw outputs at once, for callers that convert only what they use.
    public mutating func outputs(_ count: Int) -> [UInt32] { twister.outputs(count) }

    /// Passes over `count` raw outputs, for nothing until the next one is asked for or `catchUp` called.
    public mutating func skip(_ count: Int) { twister.skip(count) }

    /// Does what skipping has put off, so that copies need not do it one by one.
    public mutating func catchUp() { twister.catchUp() }

    /// `torch.rand`, float32, in [0, 1).
    public mutating func uniformFloat() -> Float { Self.uniformFloat(twister.nextUInt32()) }

    /// `torch.rand`, float64, in [0, 1).
    public mutating func uniformDouble() -> Double {
        let high = twister.nextUInt32()
        return Self.uniformDouble(high, twister.nextUInt32())
    }

    /// `Tensor.exponential_()` on float32.
    public mutating func exponentialFloat() -> Float {
        let high = twister.nextUInt32()
        return Self.exponentialFloat(high, twister.nextUInt32())
    }

    /// `torch.randint(low, high)`: `range.lowerBound ..< range.upperBound`.
    public mutating func integer(in range: Range<Int>) -> Int {
        range.lowerBound + Int(twister.nextUInt32()) % range.count
    }

    /// `torch.randperm(count)`.
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        guard count > 1 else { return order }
        for i in 0..<(count - 1) { order.swapAt(i, i + Int(twister.nextUInt32()) % (count - i)) }
        return order
    }

    /// `torch.multinomial(weights, count, replacement=True)` on float32 weights. torch takes another road for a
    /// single draw: see `index(probabilities:)`.
    public mutating func indices(weights: [Float], count: Int) -> [Int] {
        if count == 1 { return [index(probabilities: weights)] }
        var total: Float = 0
        var cumulative: [Float] = []
        for weight in weights {
            total += weight
            cumulative.append(total)
        }
        cumulative = cumulative.map { $0 / total }
        return (0..<count).map { _ in
            let u = uniformDouble()
            return cumulative.firstIndex { Double($0) >= u } ?? weights.count - 1
        }
    }

    /// `torch.multinomial(probabilities, 1)`: one exponential for every entry, the largest p / q wins.
    public mutating func index(probabilities: [Float]) -> Int {
        var best = 0
        var bestRatio = -Float.infinity
        for (index, probability) in probabilities.enumerated() {
            let ratio = probability / exponentialFloat()
            if ratio > bestRatio { (best, bestRatio) = (index, ratio) }
        }
        return best
    }

    // MARK: From raw outputs

    /// One output as `torch.rand` makes a float32 of it: 24 bits, in [0, 1).
    @inline(__always)
    public static func uniformFloat(_ word: UInt32) -> Float { Float(word & 0xff_ffff) * 0x1p-24 }

    /// Two outputs as `torch.rand` makes a float64 of them: 53 bits, in [0, 1).
    @inline(__always)
    public static func uniformDouble(_ high: UInt32, _ low: UInt32) -> Double {
        Double((UInt64(high) << 32 | UInt64(low)) & 0x1f_ffff_ffff_ffff) * 0x1p-53
    }

    /// Two outputs as `Tensor.exponential_` makes a float32 of them: -log1p(-u), u the float64 of `uniformDouble`.
    @inline(__always)
    public static func exponentialFloat(_ high: UInt32, _ low: UInt32) -> Float {
        Float(-log1p(-uniformDouble(high, low)))
    }
}
