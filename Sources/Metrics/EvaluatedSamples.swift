import BubbleDiagrams

/// A set of diagrams with the graphs of their rooms.
struct DiagramSet: Sendable {
    let diagrams: [Diagram]
    /// Of `diagrams`, in their order.
    let graphs: [RoomGraph]
    let layout: TokenLayout
}

/// What metrics need to know of a set of diagrams, be it the train split or samples.
protocol DiagramStatistics: Sendable {
    init(_ set: DiagramSet)
}

/// What one or several metrics read their figures off: samples held against the train split.
protocol SampleMeasure {
    init(_ samples: EvaluatedSamples) throws(MetricsError)
}

/// One seed's samples beside the train split, with what several metrics share of them computed once. For one thread.
final class EvaluatedSamples {
    let samples: [Sample]
    let set: DiagramSet
    let train: TrainReference
    private var measures: [ObjectIdentifier: Any] = [:]

    /// - Throws: `MetricsError` when the rows are laid out otherwise than `train`, or have an impossible pad mask; what
    ///   `check`, called now and then, throws.
    init(_ rows: TokenRows, against train: TrainReference, check: () throws -> Void = {}) throws {
        guard rows.layout == train.layout else {
            throw MetricsError.rowLayout(samples: rows.layout.maxRooms, train: train.layout.maxRooms)
        }
        samples = try Sample.all(rows, check: check)
        set = DiagramSet(diagrams: samples.map(\.diagram), graphs: samples.map(\.graph), layout: rows.layout)
        self.train = train
    }

    /// The measure of that type, made when first asked for.
    subscript<Measure: SampleMeasure>(type: Measure.Type) -> Measure {
        get throws(MetricsError) {
            if let known = measures[ObjectIdentifier(type)] as? Measure { return known }
            let made = try Measure(self)
            measures[ObjectIdentifier(type)] = made
            return made
        }
    }
}
