import BubbleDiagrams

/// What a denoiser expects at every real position of one diagram: logits, or probabilities.
public struct Prediction: Sendable {
    /// Rooms × the vocabulary's room classes.
    public let rooms: [[Float]]
    /// Pairs of real rooms in position order × its edge classes.
    public let relations: [[Float]]
}

extension Denoiser {
    /// Logits, or probabilities, for one diagram.
    /// - Parameters:
    ///   - tokens: a whole row of `layout.length` tokens whose first `rooms` rooms are real.
    ///   - t: the time, 0 (clean) to 1 (all noise).
    /// - Throws: `NonFiniteLogits`, and what the backend throws.
    public func predict(tokens: [Int], rooms: Int, at t: Float, probabilities: Bool) throws -> Prediction {
        let batch = PackedTokens(rows: [tokens], rooms: [rooms], layout: layout)
        let logits = try at(t).logits(batch)
        func values(_ indices: Range<Int>, isRoom: Bool) throws -> [[Float]] {
            try indices.map { index in
                let slice = try logits.logits(index, isRoom: isRoom).checked(diagram: 0)
                return probabilities ? softmax(slice) : Array(slice)
            }
        }
        return Prediction(
            rooms: try values(0..<rooms, isRoom: true),
            relations: try values(rooms..<batch.tokens.count, isRoom: false))
    }
}
