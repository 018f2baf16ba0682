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
final class TrainStructure: DiagramStatistics {
    private struct Key: Hashable {
        let feature: GraphFeature
        /// How many samples the subsampling stream drew from first; 0 where that changes nothing.
        let samplesDrawnFrom: Int
    }

    /// Of all diagrams with rooms.
    private let graphs: [RoomGraph]
    private let maxRooms: Int
    private let made = Lock<[Key: TrainFeature]>([:])

    init(_ set: DiagramSet) {
        graphs = set.graphs.filter { $0.rooms > 0 }
        maxRooms = set.layout.maxRooms
    }

    /// The discrepancy of `samples`, which all have rooms, in each feature; 0 where one side has no diagram.
    fileprivate func discrepancies(of samples: [RoomGraph]) throws(MetricsError) -> [GraphFeature: Double] {
        guard !samples.isEmpty, !graphs.isEmpty else { return [:] }
        var subsample = Subsample()
        let chosen = subsample.indices(samples.count).map { samples[$0] }
        var values: [GraphFeature: Double] = [:]
        for feature in GraphFeature.allCases {
            let train = try train(feature, samples: samples.count)
            values[feature] = maximumMeanDiscrepancy(try FeatureRows(chosen, feature, maxRooms: maxRooms), train)
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

/// How far the samples' graphs lie from train's.
struct GraphDiscrepancies: SampleMeasure {
    private let values: [GraphFeature: Double]

    init(_ samples: EvaluatedSamples) throws(MetricsError) {
        values = try samples.train[TrainStructure.self].discrepancies(of: samples.set.graphs.filter { $0.rooms > 0 })
    }

    subscript(feature: GraphFeature) -> Double { values[feature] ?? 0 }
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
