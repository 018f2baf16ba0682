import BubbleDiagrams
import Synchronization

/// The logits of diagrams of which every token is masked. They depend on the step and the number of rooms alone, so
/// they are computed once for all batches and seeds, when first asked for.
final class FullyMaskedLogits: Sendable {
    private struct Key: Hashable {
        let step: Int
        let rooms: Int
    }

    private let denoiser: any Denoiser
    private let known = Mutex<[Key: PackedLogits]>([:])

    init(_ denoiser: any Denoiser) {
        self.denoiser = denoiser
    }

    /// Of every token of such a diagram, in order.
    func logits(rooms: Int, step: Int, _ modulation: Modulation) -> PackedLogits {
        let key = Key(step: step, rooms: rooms)
        if let logits = known.withLock({ $0[key] }) { return logits }
        // Not under the lock: what two threads compute at once is the same.
        let blank = PackedTokens(masked: [rooms], layout: denoiser.configuration.layout)
        let logits = denoiser.logits(blank, modulation)
        known.withLock { $0[key] = logits }
        return logits
    }
}
