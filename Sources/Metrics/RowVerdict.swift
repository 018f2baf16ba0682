import BubbleDiagrams

/// What is wrong with one row, what it repeats, and whether the train split knows it: the metrics' own tests, a row
/// at a time.
public struct RowVerdict: Sendable {
    /// What `validity_rate` holds against the row, in words; empty when it is valid.
    public let problems: [String]
    /// Whether every room can be reached from every other; true where that cannot be told.
    public let isConnected: Bool
    /// Whether a real position holds MASK.
    public let hasMask: Bool
    /// The first row before it with the same diagram.
    public let repeats: Int?
    /// nil without a train split.
    public let isInTrain: Bool?

    /// Whether `validity_rate` counts the row.
    public var isValid: Bool { problems.isEmpty }

    /// One verdict a row.
    /// - Parameter check: called now and then; throws to stop.
    /// - Throws: `MetricsError` when a pad mask belongs to no number of rooms; what `check` throws.
    public static func all(
        _ rows: TokenRows, train: TrainReference? = nil, check: () throws -> Void = {}
    ) throws -> [RowVerdict] {
        var first: [DiagramKey: Int] = [:]
        let known = train.map { $0[KnownDiagrams.self] }
        return try Sample.all(rows, check: check).enumerated().map { index, sample in
            let key = DiagramKey(sample.diagram)
            let repeated = first[key]
            if repeated == nil { first[key] = index }
            return RowVerdict(
                sample.validity, sample.diagram, repeats: repeated, isInTrain: known.map { $0.contains(key) })
        }
    }

    private init(_ validity: Validity, _ diagram: Diagram, repeats: Int?, isInTrain: Bool?) {
        var problems: [String] = []
        if !validity.hasNoMask { problems.append("a MASK is left") }
        if !validity.isKnown { problems.append("a token is out of range") }
        if validity.isConsistent {
            if !validity.isConnected { problems.append("not connected") }
            if !validity.hasValidTypes { problems += Self.surplus(diagram) }
        } else if problems.isEmpty {
            problems.append("it spells no diagram")
        }
        self.problems = problems
        // What spells no diagram is not known to fall apart.
        isConnected = validity.isConnected || !validity.isConsistent
        hasMask = !validity.hasNoMask
        self.repeats = repeats
        self.isInTrain = isInTrain
    }

    /// "2 living rooms": what there may be one of at most.
    private static func surplus(_ diagram: Diagram) -> [String] {
        [(RoomType.livingRoom, "living rooms"), (.entrance, "entrances")].compactMap { type, name in
            let count = diagram.rooms.count { $0 == type }
            return count > 1 ? "\(count) \(name)" : nil
        }
    }
}
