import BubbleDiagrams

/// Measures one seed's samples against the train split (behaviour.md section 11). Rows whose tokens spell no diagram
/// count as empty diagrams. Depends on nothing but its arguments, so evaluations may run side by side.
/// - Throws: `MetricsError` when the rows are laid out otherwise than `train`, or have an impossible pad mask.
public func evaluate(_ rows: TokenRows, against train: TrainReference) throws(MetricsError) -> SeedMetrics {
    guard rows.layout == train.layout else {
        throw .rowLayout(samples: rows.layout.maxRooms, train: train.layout.maxRooms)
    }
    let samples = try Sample.all(rows)
    let diagrams = samples.map(\.diagram)
    let graphs = samples.map(\.graph)
    let maxRooms = train.layout.maxRooms

    var scalars = [NamedValue("eval/validity_rate", samples.share { $0.validity.isValid })]
    scalars += Originality.metrics(diagrams, known: train.keys)
    scalars += train.distributions.metrics(of: TypeDistributions(diagrams, maxRooms: maxRooms))
    scalars += train.conditionalEdges.metrics(of: ConditionalEdges(diagrams))
    scalars += try train.structure.discrepancies(of: graphs.filter { $0.rooms > 0 })
    scalars += SpatialConsistency.metrics(samples.map(\.consistency), prefix: "eval/")
    scalars += train.degrees.metrics(of: TypeConditionedDegrees(diagrams, graphs, maxRooms: maxRooms))
    scalars += train.modes.metrics(of: ModeCoverage(diagrams))
    scalars += [
        NamedValue("eval/connected_rate", samples.share { $0.validity.isConnected }),
        NamedValue("eval/valid_types_rate", samples.share { $0.validity.hasValidTypes }),
        NamedValue("eval/no_mask_rate", samples.share { $0.validity.hasNoMask }),
        NamedValue("eval/inside_validity", diagrams.share { InsideValidity.holds(for: $0) }),
    ]
    return SeedMetrics(
        scalars: scalars, validityByRooms: ByRoomCount.validity(samples),
        transitivityByRooms: ByRoomCount.transitivity(samples),
        edgePresentRateByRooms: ByRoomCount.edgePresentRate(samples))
}
