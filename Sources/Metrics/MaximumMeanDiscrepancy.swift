import Concurrency

/// One graph feature of train's (subsampled) graphs: its rows and the distances within.
struct TrainFeature: Sendable {
    let rows: FeatureRows
    let within: PairDistances

    init(_ graphs: [RoomGraph], _ feature: GraphFeature, maxRooms: Int) throws(MetricsError) {
        rows = try FeatureRows(graphs, feature, maxRooms: maxRooms)
        within = PairDistances(within: rows)
    }
}

/// Train's side of the MMDs, made when first asked for.
final class TrainStructure: Sendable {
    private struct Key: Hashable {
        let feature: GraphFeature
        /// How many samples the subsampling stream drew from first; 0 where that changes nothing.
        let samplesDrawnFrom: Int
    }

    /// Of all diagrams with rooms.
    private let graphs: [RoomGraph]
    private let maxRooms: Int
    private let made = Lock<[Key: TrainFeature]>([:])

    init(graphs: [RoomGraph], maxRooms: Int) {
        self.graphs = graphs
        self.maxRooms = maxRooms
    }

    /// `mmd_degree`, `mmd_clustering`, `mmd_spectral` of `samples`, which all have rooms.
    func discrepancies(of samples: [RoomGraph]) throws(MetricsError) -> [NamedValue] {
        guard !samples.isEmpty, !graphs.isEmpty else {
            return GraphFeature.allCases.map { NamedValue("eval/mmd_\($0)", 0) }
        }
        var subsample = Subsample()
        let chosen = subsample.indices(samples.count).map { samples[$0] }
        var values: [NamedValue] = []
        for feature in GraphFeature.allCases {
            let train = try train(feature, samples: samples.count)
            let rows = try FeatureRows(chosen, feature, maxRooms: maxRooms)
            values.append(NamedValue("eval/mmd_\(feature)", maximumMeanDiscrepancy(rows, train)))
        }
        return values
    }

    private func train(_ feature: GraphFeature, samples: Int) throws(MetricsError) -> TrainFeature {
        let bothDraw = min(samples, graphs.count) > Subsample.limit
        let key = Key(feature: feature, samplesDrawnFrom: bothDraw ? samples : 0)
        // Under the lock, so that of several evaluations at once one makes it and the others wait.
        return try made.withLock { made throws(MetricsError) in
            if let known = made[key] { return known }
            var subsample = Subsample()
            _ = subsample.indices(key.samplesDrawnFrom)
            let chosen = subsample.indices(graphs.count).map { graphs[$0] }
            let new = try TrainFeature(chosen, feature, maxRooms: maxRooms)
            made[key] = new
            return new
        }
    }
}

/// The unbiased estimate of the squared maximum mean discrepancy (Gretton et al. 2012, equation 3), at least 0, under
/// the kernel exp(-d²/(2σ²)), σ² half the median of all positive squared distances.
func maximumMeanDiscrepancy(_ samples: FeatureRows, _ train: TrainFeature) -> Double {
    let within = PairDistances(within: samples)
    let across = PairDistances(between: samples, and: train.rows)
    guard let median = PairDistances.median([within, train.within, across]) else { return 0 }
    func mean(_ distances: PairDistances, _ pairs: Int) -> Double {
        pairs == 0 ? 0 : distances.kernelSum(scale: median) / Double(pairs)
    }
    let samplesTerm = mean(within, samples.count * (samples.count - 1))
    let trainTerm = mean(train.within, train.rows.count * (train.rows.count - 1))
    let crossTerm = mean(across, samples.count * train.rows.count)
    return max(0, samplesTerm + trainTerm - 2 * crossTerm)
}
