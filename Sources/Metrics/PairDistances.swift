import Foundation

/// The squared distances between rows, each with the number of pairs that have it.
struct PairDistances: Sendable {
    /// Positive squared distances, one for each pair of distinct rows that has any.
    private(set) var values: [Double] = []
    /// How many pairs of rows each value stands for.
    private(set) var weights: [Int32] = []
    /// Pairs at distance zero.
    private(set) var zeros = 0
    /// Pairs at a positive distance, by the leading bits of that distance.
    private(set) var prefixWeights = [Int](repeating: 0, count: 1 << Self.prefixBits)

    /// Sign, exponent and four bits of the significand.
    static let prefixBits = 16
    static let prefixShift = UInt64(64 - prefixBits)

    /// Groups whose rows are this close are told apart row by row: theirs are the distances that are nothing but
    /// rounding, of which it matters which are zero.
    private static let closeness = 1e-12

    /// Pairs within `rows`, in both orders, none of a row with itself.
    init(within rows: FeatureRows) {
        let groups = rows.groups
        reserve(groups.count * (groups.count - 1) / 2)
        for g in groups.indices {
            for (place, i) in groups[g].enumerated() {
                zeros += rows.multiplicities[i] * (rows.multiplicities[i] - 1)
                for j in groups[g].prefix(place) { add(rows, i, rows, j, each: 2) }
            }
            for h in 0..<g { add(rows, group: g, rows, group: h, each: 2) }
        }
    }

    /// Pairs of one row of `first` and one of `second`, each once.
    init(between first: FeatureRows, and second: FeatureRows) {
        reserve(first.groups.count * second.groups.count)
        for g in first.groups.indices {
            for h in second.groups.indices { add(first, group: g, second, group: h, each: 1) }
        }
    }

    private mutating func reserve(_ count: Int) {
        values.reserveCapacity(count)
        weights.reserveCapacity(count)
    }

    /// The pairs of group `g` of `first` with group `h` of `second`.
    @inline(__always)
    private mutating func add(_ first: FeatureRows, group g: Int, _ second: FeatureRows, group h: Int, each: Int) {
        let distance = first.squaredDistance(first.groups[g][0], second, second.groups[h][0])
        if distance > Self.closeness {
            add(distance, each * first.groupCounts[g] * second.groupCounts[h])
        } else {
            for i in first.groups[g] { for j in second.groups[h] { add(first, i, second, j, each: each) } }
        }
    }

    /// The pairs of distinct row `i` of `first` with distinct row `j` of `second`.
    private mutating func add(_ first: FeatureRows, _ i: Int, _ second: FeatureRows, _ j: Int, each: Int) {
        add(first.squaredDistance(i, second, j), each * first.multiplicities[i] * second.multiplicities[j])
    }

    // Weights fit: no more than 2 × 5000 × 5000 pairs (`Subsample.limit`).
    @inline(__always)
    private mutating func add(_ value: Double, _ weight: Int) {
        if value > 0 {
            values.append(value)
            weights.append(Int32(truncatingIfNeeded: weight))
            prefixWeights[Int(value.bitPattern >> Self.prefixShift)] += weight
        } else {
            zeros += weight
        }
    }

    /// Σ exp(-d² / scale) over all pairs, zero distances included.
    func kernelSum(scale: Double) -> Double {
        var sum = Double(zeros)
        for index in values.indices { sum += Double(weights[index]) * exp(-values[index] / scale) }
        return sum
    }
}

extension PairDistances {
    /// The median of all positive values of `parts`, weights respected; of an even number the mean of the two middle
    /// ones. Nil when there are none.
    static func median(_ parts: [PairDistances]) -> Double? {
        let total = parts.reduce(0) { $0 + $1.prefixWeights.reduce(0, +) }
        guard total > 0 else { return nil }
        let lower = select(rank: (total - 1) / 2, parts)
        if total % 2 == 1 || lower.through > total / 2 { return lower.value }
        return 0.5 * (lower.value + select(rank: total / 2, parts).value)
    }

    /// The value of `rank` (from 0) among all positive values, and how many pairs are at most that far apart.
    /// Positive doubles sort as their bit patterns do, so 16 bits at a time are settled.
    private static func select(rank: Int, _ parts: [PairDistances]) -> (value: Double, through: Int) {
        var counts = [Int](repeating: 0, count: 1 << prefixBits)
        for part in parts { for index in counts.indices { counts[index] += part.prefixWeights[index] } }
        var (prefix, below) = bucket(of: rank, counts, below: 0)
        var candidates: [(bits: UInt64, weight: Int)] = []
        for part in parts where part.prefixWeights[Int(prefix)] > 0 {
            for index in part.values.indices where part.values[index].bitPattern >> prefixShift == prefix {
                candidates.append((part.values[index].bitPattern, Int(part.weights[index])))
            }
        }
        var through = below
        for shift: UInt64 in [32, 16, 0] {
            counts = [Int](repeating: 0, count: 1 << prefixBits)
            for (bits, weight) in candidates { counts[Int(bits >> shift & 0xffff)] += weight }
            (prefix, below) = bucket(of: rank, counts, below: below)
            candidates.removeAll { $0.bits >> shift & 0xffff != prefix }
            through = below + counts[Int(prefix)]
        }
        return (Double(bitPattern: candidates.first?.bits ?? 0), through)
    }

    /// The bucket that holds `rank`, and how many pairs lie in the buckets before it.
    private static func bucket(of rank: Int, _ counts: [Int], below: Int) -> (index: UInt64, below: Int) {
        var below = below
        for (index, count) in counts.enumerated() {
            if below + count > rank { return (UInt64(index), below) }
            below += count
        }
        return (0, below)
    }
}
