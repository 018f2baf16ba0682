import BubbleDiagrams

/// What makes two diagrams the same: rooms in order, and edges whatever their order.
struct DiagramKey: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ diagram: Diagram) {
        // Rooms and indices are below 64 (`RoomGraph.maxRooms`).
        var bytes = [UInt8(truncatingIfNeeded: diagram.rooms.count)]
        bytes.reserveCapacity(1 + diagram.rooms.count + 3 * diagram.edges.count)
        for room in diagram.rooms { bytes.append(UInt8(truncatingIfNeeded: room.rawValue)) }
        let edges = diagram.edges.map { ($0.first, $0.second, $0.relation.rawValue) }.sorted(by: <)
        for edge in edges {
            bytes.append(UInt8(truncatingIfNeeded: edge.0))
            bytes.append(UInt8(truncatingIfNeeded: edge.1))
            bytes.append(UInt8(truncatingIfNeeded: edge.2))
        }
        self.bytes = bytes
    }
}

/// The diagrams that occur in a set.
struct KnownDiagrams: DiagramStatistics {
    private let keys: Set<DiagramKey>

    init(_ set: DiagramSet) { keys = Set(set.diagrams.map { DiagramKey($0) }) }

    func contains(_ key: DiagramKey) -> Bool { keys.contains(key) }
}

/// How many samples are not copies: of each other, or of train.
struct Originality: SampleMeasure {
    /// Distinct diagrams / samples.
    let diversity: Double
    /// The fraction of samples that train does not have.
    let novelty: Double

    init(_ samples: EvaluatedSamples) {
        let keys = samples.set.diagrams.map { DiagramKey($0) }
        let known = samples.train[KnownDiagrams.self]
        diversity = keys.isEmpty ? 0 : Double(Set(keys).count) / Double(keys.count)
        novelty = keys.fraction { !known.contains($0) }
    }
}
