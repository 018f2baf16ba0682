/// mt19937 (Matsumoto & Nishimura 1998), seeded the classic way: the generator under PyTorch's CPU stream and under
/// NumPy's `RandomState`.
public struct MersenneTwister: Sendable {
    private static let size = 624
    private static let shift = 397

    private var state: [UInt32]
    /// The next output's place in `state`; beyond its end where the state is still to be twisted, once or many times.
    private var next = MersenneTwister.size

    /// Seeds with the low 32 bits of `seed`, as both libraries do.
    public init(seed: UInt64) {
        var words = [UInt32](repeating: 0, count: Self.size)
        words[0] = UInt32(truncatingIfNeeded: seed)
        for i in 1..<Self.size {
            let previous = words[i - 1]
            words[i] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(i)
        }
        state = words
    }

    /// One tempered output.
    public mutating func nextUInt32() -> UInt32 {
        if next >= Self.size { catchUp() }
        let word = Self.temper(state[next])
        next += 1
        return word
    }

    /// `count` outputs at once, the same as `count` calls of `nextUInt32`.
    public mutating func outputs(_ count: Int) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
            var done = 0
            while done < count {
                catchUp()
                let run = min(count - done, Self.size - next)
                state.withUnsafeBufferPointer { words in
                    for k in 0..<run { buffer[done + k] = Self.temper(words[next + k]) }
                }
                next += run
                done += run
            }
            filled = count
        }
    }

    /// Passes over `count` outputs, for nothing until the next one is asked for or `catchUp` called.
    public mutating func skip(_ count: Int) { next += count }

    /// Does what skipping has put off, so that copies need not do it one by one.
    public mutating func catchUp() {
        while next >= Self.size {
            twist()
            next -= Self.size
        }
    }

    @inline(__always)
    private static func temper(_ word: UInt32) -> UInt32 {
        var y = word
        y ^= y >> 11
        y ^= (y << 7) & 0x9d2c_5680
        y ^= (y << 15) & 0xefc6_0000
        y ^= y >> 18
        return y
    }

    private mutating func twist() {
        state.withUnsafeMutableBufferPointer { words in
            @inline(__always) func mix(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
                let y = (upper & 0x8000_0000) | (lower & 0x7fff_ffff)
                return (y >> 1) ^ (0 &- (lower & 1)) & 0x9908_b0df
            }
            for i in 0..<(Self.size - Self.shift) {
                words[i] = words[i + Self.shift] ^ mix(words[i], words[i + 1])
            }
            for i in (Self.size - Self.shift)..<(Self.size - 1) {
                words[i] = words[i + Self.shift - Self.size] ^ mix(words[i], words[i + 1])
            }
            words[Self.size - 1] = words[Self.shift - 1] ^ mix(words[Self.size - 1], words[0])
        }
    }
}
