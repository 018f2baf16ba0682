import BubbleDiagrams

/// The room multisets ("modes", "archetypes") of a set of diagrams, with how many diagrams have each.
struct Modes: DiagramStatistics {
    private(set) var counts: [[UInt8]: Int] = [:]

    init(_ set: DiagramSet) {
        for diagram in set.diagrams {
            counts[diagram.rooms.map { UInt8(truncatingIfNeeded: $0.rawValue) }.sorted(), default: 0] += 1
        }
    }
}

/// How many of train's modes the samples have.
struct ModesMet: SampleMeasure {
    /// Of train's modes.
    let fraction: Double
    /// Of train's diagrams, those whose mode is met.
    let weightedFraction: Double
    /// Modes of either side.
    let inTrain: Int
    let inSamples: Int

    init(_ samples: EvaluatedSamples) {
        let known = samples.train[Modes.self].counts
        let found = Modes(samples.set).counts
        let met = known.filter { found[$0.key] != nil }
        fraction = known.isEmpty ? 0 : Double(met.count) / Double(known.count)
        weightedFraction = Double(met.values.reduce(0, +)) / Double(max(1, known.values.reduce(0, +)))
        inTrain = known.count
        inSamples = found.count
    }
}
