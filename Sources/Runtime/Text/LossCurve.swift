import Foundation

/// A run's losses so far in at most 24 means, each of as many steps as the others.
struct LossCurve {
    private static let columns = 24
    private var sums: [Double] = []
    /// Steps in each mean, and in the last one so far.
    private var stretch = 1
    private var filled = 0

    mutating func add(_ loss: Double) {
        if filled == stretch || sums.isEmpty {
            if sums.count == Self.columns {
                // Two by two from now on.
                sums = Swift.stride(from: 0, to: sums.count, by: 2).map { sums[$0] + sums[$0 + 1] }
                stretch *= 2
            }
            sums.append(0)
            filled = 0
        }
        sums[sums.count - 1] += loss
        filled += 1
    }

    private var means: [Double] {
        sums.indices.map { sums[$0] / Double($0 == sums.count - 1 ? max(1, filled) : stretch) }
    }

    /// The mean of the last whole stretch, or of what there is.
    var last: Double {
        let means = means
        return means.count > 1 && filled < stretch ? means[means.count - 2] : means.last ?? 0
    }

    /// Bars from the lowest to the highest mean, on a logarithmic scale.
    var sparkline: String {
        let bars = Array("▁▂▃▄▅▆▇█")
        let heights = means.map { log(max($0, 1e-12)) }
        guard let low = heights.min(), let high = heights.max() else { return "" }
        return String(heights.map { bars[high > low ? Int(($0 - low) / (high - low) * 7.999) : 0] })
    }
}
