import BubbleDiagrams

/// What a denoiser expects at every real position of one diagram.
public struct Prediction: Sendable {
    /// Rooms × the vocabulary's room classes.
    public let rooms: [[Float]]
    /// Pairs of real rooms in position order × its edge classes.
    public let relations: [[Float]]
}

extension Denoiser {
    /// Logits, or probabilities, for one diagram.
    /// - Parameter tokens: a whole row of `layout.length` tokens whose first `rooms` rooms are real.
    public func predict(tokens: [Int], rooms: Int, at t: Float, probabilities: Bool) -> Prediction {
        let layout = configuration.layout
        let batch = PackedTokens(rows: [tokens], rooms: [rooms], layout: layout)
        let logits = logits(batch, modulation(at: t))
        func values(_ indices: Range<Int>, isRoom: Bool) -> [[Float]] {
            indices.map { index in
                let slice = logits.logits(index, isRoom: isRoom)
                return probabilities ? softmax(slice) : Array(slice)
            }
        }
        return Prediction(
            rooms: values(0..<rooms, isRoom: true), relations: values(rooms..<batch.tokens.count, isRoom: false))
    }
}
