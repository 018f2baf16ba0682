/// Which MASK positions take their proposal at a step.
public enum Unmasking: String, Sendable, CaseIterable {
    /// Each on its own, with the schedule's probability.
    case random
    /// The most confident ones, as many as the schedule expects (LLaDA).
    case llada
}

/// How many of a diagram's masked tokens LLaDA unmasks: round half to even of the expected number (float32), at least
/// one. `probabilities` are those of its masked positions.
func lladaCount(_ probabilities: [Float], isUniform: Bool) -> Int {
    guard let first = probabilities.first else { return 0 }
    var expected = first * Float(probabilities.count)
    if !isUniform { expected = probabilities.reduce(0, +) }
    return min(probabilities.count, max(1, Int(expected.rounded(.toNearestOrEven))))
}

/// The indices of the `count` largest, ties to the lower index.
func mostConfident(_ confidences: [Float], count: Int) -> [Int] {
    let order = confidences.indices.sorted {
        confidences[$0] != confidences[$1] ? confidences[$0] > confidences[$1] : $0 < $1
    }
    return Array(order.prefix(count))
}
