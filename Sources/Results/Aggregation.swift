import Files
import JSON
import Metrics

/// Mean and population standard deviation over seeds. See <doc:Aggregation>.
public struct Statistic: Hashable, Sendable {
    /// Over the seeds that have the metric.
    public let mean: Double
    /// The population's standard deviation over them; 0 of one seed.
    public let std: Double

    /// Of figures that were aggregated before.
    public init(mean: Double, std: Double) {
        self.mean = mean
        self.std = std
    }

    /// Of `values`, of which there is at least one; rounded as `numpy.mean` and `numpy.std` round.
    public init(of values: [Double]) {
        let count = Double(values.count)
        let mean = Self.pairwiseSum(values[...]) / count
        let squares = values.map { ($0 - mean) * ($0 - mean) }
        self.mean = mean
        std = (Self.pairwiseSum(squares[...]) / count).squareRoot()
    }

    /// NumPy's order of additions: up to 7 values one after the other, up to 128 in eight interleaved sums, more by
    /// halves.
    private static func pairwiseSum(_ values: ArraySlice<Double>) -> Double {
        let start = values.startIndex
        if values.count < 8 { return values.reduce(0, +) }
        if values.count <= 128 {
            var sums = Array(values.prefix(8))
            let whole = values.count - values.count % 8
            for index in 8..<whole { sums[index % 8] += values[start + index] }
            let sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
            return values[(start + whole)...].reduce(sum, +)
        }
        let half = values.count / 2
        let middle = start + half - half % 8
        return pairwiseSum(values[..<middle]) + pairwiseSum(values[middle...])
    }
}

/// One line of a result file's summary: the metric's key, keys inside tables joined with "/".
public typealias SummaryEntry = Named<Statistic>

extension JSONObject {
    /// All numbers within, in order, under their keys joined with "/".
    public var flattened: [NamedValue] { flattened(prefix: "") }

    private func flattened(prefix: String) -> [NamedValue] {
        entries.flatMap { key, value in
            if let number = value.number { return [NamedValue(prefix + key, number)] }
            return value.object?.flattened(prefix: prefix + key + "/") ?? []
        }
    }
}

/// Averages each metric over the seeds that have it, sorted by name.
public func aggregate(_ perSeed: [ResultFile.Seed]) -> [SummaryEntry] {
    var values: [ExactString: [Double]] = [:]
    for seed in perSeed {
        for metric in seed.metrics.flattened { values[ExactString(metric.name), default: []].append(metric.value) }
    }
    return values.sorted { $0.key.text.sortsBefore($1.key.text) }
        .map { SummaryEntry($0.key.text, Statistic(of: $0.value)) }
}

extension String {
    /// Python's order of strings: by code points.
    public func sortsBefore(_ other: String) -> Bool {
        unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }
}
