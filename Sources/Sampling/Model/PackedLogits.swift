import BubbleDiagrams

/// Logits of packed tokens. A room token has one for each room class of the vocabulary, an edge token one for each edge
/// class; MASK and PAD, which a model never predicts, are left out.
public struct PackedLogits: Sendable {
    /// Tokens × (room classes, then edge classes).
    var values: [Float]
    private let roomClasses: Int
    private let stride: Int

    init(values: [Float], vocabulary: Vocabulary) {
        self.values = values
        roomClasses = vocabulary.room.classCount
        stride = vocabulary.classCount
    }

    /// Where the logits of the token in place `index` of those asked for are.
    @inline(__always)
    func range(_ index: Int, isRoom: Bool) -> Range<Int> {
        let start = index * stride
        return isRoom ? start..<start + roomClasses : start + roomClasses..<start + stride
    }

    public func logits(_ index: Int, isRoom: Bool) -> ArraySlice<Float> { values[range(index, isRoom: isRoom)] }
}
