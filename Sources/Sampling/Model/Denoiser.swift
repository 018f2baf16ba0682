import BubbleDiagrams

/// What predicts the tokens of a partly masked diagram: one protocol for every backend.
///
/// A backend conforms to this protocol and to `TimedDenoiser`, and is made by a `Device`.
public protocol Denoiser: Sendable {
    /// Of the diagrams it knows.
    var layout: TokenLayout { get }
    /// This denoiser at time `t`, 0 (clean) to 1 (all noise). All that depends on the time alone is made here: once a
    /// step, not once a diagram.
    func at(_ t: Float) -> any TimedDenoiser
}

/// A denoiser at one time; called from many threads.
public protocol TimedDenoiser: Sendable {
    /// The logits of `wanted` tokens. They depend on the token's diagram alone, not on what else is in the batch or
    /// wanted.
    /// - Parameter wanted: indices into the batch's tokens, ascending.
    /// - Throws: where the device fails; the run ends with that error.
    func logits(of wanted: [Int], in batch: PackedTokens) throws -> PackedLogits
}

extension TimedDenoiser {
    /// The logits of all tokens.
    public func logits(_ batch: PackedTokens) throws -> PackedLogits {
        try logits(of: Array(batch.tokens.indices), in: batch)
    }
}
