import BubbleDiagrams

/// Measures one seed's samples against the train split (behaviour.md section 11): every metric of `Metric.all`, in that
/// order, and the tables by number of rooms. Rows whose tokens spell no diagram count as empty diagrams. Depends on
/// nothing but its arguments, so evaluations may run side by side.
/// - Parameter check: called before every metric, and now and then while rows are read; throws to stop.
/// - Throws: `MetricsError` when the rows are laid out otherwise than `train`, or have an impossible pad mask; what
///   `check` throws.
public func evaluate(
    _ rows: TokenRows, against train: TrainReference, check: () throws -> Void = {}
) throws -> SeedMetrics {
    let samples = try EvaluatedSamples(rows, against: train, check: check)
    var scalars: [NamedValue] = []
    for metric in Metric.all {
        try check()
        scalars.append(NamedValue(metric.fileKey, try metric.value(samples)))
    }
    return SeedMetrics(
        scalars: scalars, validityByRooms: ByRoomCount.validity(samples.samples),
        transitivityByRooms: ByRoomCount.transitivity(samples.samples),
        edgePresentRateByRooms: ByRoomCount.edgePresentRate(samples.samples))
}
