import BubbleDiagrams

/// Logits of some tokens of a batch, float32: what a `Denoiser` answers with. MASK and PAD, which a model never
/// predicts, are left out.
public struct PackedLogits: Sendable {
    /// Tokens × (room classes, then edge classes): every token has a row of both, of which its own kind counts.
    public let values: [Float]
    private let roomClasses: Int
    private let stride: Int

    /// - Parameter values: as many rows as tokens were asked for, in that order; a row is `vocabulary.classCount` long.
    public init(values: [Float], vocabulary: Vocabulary) {
        precondition(values.count % vocabulary.classCount == 0)
        self.values = values
        roomClasses = vocabulary.room.classCount
        stride = vocabulary.classCount
    }

    /// The logits of the token in place `index` of those asked for: one for each class of its kind.
    public func logits(_ index: Int, isRoom: Bool) -> ArraySlice<Float> {
        let start = index * stride
        return values[isRoom ? start..<start + roomClasses : start + roomClasses..<start + stride]
    }
}
