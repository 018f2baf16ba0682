import BubbleDiagrams
import Concurrency

/// What all batches and seeds of a run share of the network: the denoiser at each step's time, and the logits of diagrams
/// of which every token is masked, which depend on the step and the number of rooms alone. Both are made when first
/// asked for; of many steps only some are kept.
final class RunNetwork: Sendable {
    private struct FullyMasked: Hashable {
        let step: Int
        let rooms: Int
    }

    let denoiser: any Denoiser
    private let timed = Memo<Int, any TimedDenoiser>(limit: 512)
    private let fullyMasked = Memo<FullyMasked, PackedLogits>(limit: 4096)

    init(_ denoiser: any Denoiser) {
        self.denoiser = denoiser
    }

    func denoiser(at step: Step) -> any TimedDenoiser {
        timed.value(step.number) { denoiser.at(Float(step.t)) }
    }

    /// Of every token of a diagram of `rooms` rooms, all masked, in order.
    func fullyMasked(rooms: Int, at step: Step) throws -> PackedLogits {
        try fullyMasked.value(FullyMasked(step: step.number, rooms: rooms)) {
            try denoiser(at: step).logits(PackedTokens(masked: [rooms], layout: denoiser.layout))
        }
    }
}

/// Values by key, made when first asked for; of more than `limit` the oldest are forgotten, to be made again.
private final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var values: [Key: Value] = [:]
        /// In the order they were made, a ring once it is full.
        var keys: [Key] = []
        var oldest = 0
    }

    private let limit: Int
    private let state = Lock(State())

    init(limit: Int) {
        self.limit = limit
    }

    func value(_ key: Key, make: () throws -> Value) rethrows -> Value {
        if let value = state.withLock({ $0.values[key] }) { return value }
        // Not under the lock: what two threads make at once is the same.
        let value = try make()
        state.withLock { state in
            guard state.values.updateValue(value, forKey: key) == nil else { return }
            if state.keys.count < limit {
                state.keys.append(key)
            } else {
                state.values[state.keys[state.oldest]] = nil
                state.keys[state.oldest] = key
                state.oldest = (state.oldest + 1) % limit
            }
        }
        return value
    }
}
