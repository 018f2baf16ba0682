import BubbleDiagrams

/// The room multisets ("modes", "archetypes") of a set of diagrams, with how many diagrams have each.
struct ModeCoverage: Sendable {
    private var counts: [[UInt8]: Int] = [:]
    private var diagrams = 0

    init(_ diagrams: some Sequence<Diagram>) {
        for diagram in diagrams {
            counts[diagram.rooms.map { UInt8(truncatingIfNeeded: $0.rawValue) }.sorted(), default: 0] += 1
            self.diagrams += 1
        }
    }

    /// `mode_coverage*` and `num_*_modes` of `samples` against these.
    func metrics(of samples: ModeCoverage) -> [NamedValue] {
        var modesMet = 0
        var diagramsMet = 0
        for (mode, count) in counts where samples.counts[mode] != nil {
            modesMet += 1
            diagramsMet += count
        }
        return [
            NamedValue("eval/mode_coverage", counts.isEmpty ? 0 : Double(modesMet) / Double(counts.count)),
            NamedValue("eval/mode_coverage_weighted", diagrams == 0 ? 0 : Double(diagramsMet) / Double(diagrams)),
            NamedValue("eval/num_training_modes", Double(counts.count)),
            NamedValue("eval/num_sample_modes", Double(samples.counts.count)),
        ]
    }
}
