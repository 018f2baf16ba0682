import BubbleDiagrams

/// What predicts tokens: one protocol for every backend.
public protocol Denoiser: Sendable {
    var configuration: DenoiserConfiguration { get }
    func modulation(at t: Float) -> Modulation
    /// The logits of `wanted` tokens. They depend on the token's diagram and the modulation alone, not on what else is
    /// in the batch or wanted.
    /// - Parameter wanted: indices into the batch, ascending.
    func logits(of wanted: [Int], in batch: PackedTokens, _ modulation: Modulation) -> PackedLogits
}

extension Denoiser {
    /// The logits of all tokens.
    public func logits(_ batch: PackedTokens, _ modulation: Modulation) -> PackedLogits {
        logits(of: Array(batch.tokens.indices), in: batch, modulation)
    }
}
