/// Counts in fixed bins.
struct Histogram: Hashable, Sendable {
    private(set) var counts: [Int]

    init(bins: Int) {
        counts = [Int](repeating: 0, count: bins)
    }

    /// Counts one more in `bin`.
    mutating func add(_ bin: Int) { counts[bin] += 1 }

    var total: Int { counts.reduce(0, +) }

    /// Shares of the total; uniform where nothing was counted.
    var fractions: [Double] {
        let total = total
        return counts.map { total == 0 ? 1 / Double(counts.count) : Double($0) / Double(total) }
    }
}

/// One histogram for each key, keys in the order first met: the order in which averages over them are summed.
struct KeyedHistograms<Key: Hashable & Sendable>: Sendable {
    private(set) var keys: [Key] = []
    private let empty: Histogram
    private var histograms: [Histogram] = []
    /// Of each key, its place in `keys` and `histograms`.
    private var places: [Key: Int] = [:]

    init(bins: Int) {
        empty = Histogram(bins: bins)
    }

    mutating func add(_ bin: Int, for key: Key) {
        if let place = places[key] {
            histograms[place].add(bin)
        } else {
            places[key] = keys.count
            keys.append(key)
            histograms.append(empty)
            histograms[keys.count - 1].add(bin)
        }
    }

    /// The histogram of `key`, an empty one where it was never met.
    subscript(key: Key) -> Histogram { places[key].map { histograms[$0] } ?? empty }

    /// Averages over `keys` how far `samples`' histograms lie from these, weighted by these totals.
    func divergence(of samples: Self, over keys: [Key]) -> AveragedDivergence {
        var average = AveragedDivergence()
        for key in keys {
            average.add(
                Divergence(of: samples[key].fractions, from: self[key].fractions), weight: Double(self[key].total))
        }
        return average
    }
}
