import Concurrency
import Foundation
import Results
import Sampling

/// The seeds of one run, handed out one at a time as there is room for one: those that are kept are taken, those that
/// another process computes are skipped and come back to. So several processes share a run evenly.
final class SeedSupply: Sendable {
    private struct State {
        /// Neither there nor handed out.
        var open: [CachedSeedKey]
        /// Held here, with the time they were handed out.
        var mine: [Int: (key: CachedSeedKey, since: Date)] = [:]
        /// Claimed, but not handed out yet.
        var claimed: Int?
        var found: [Int: CachedSeed] = [:]
        var keptCount = 0
    }

    private let store: CachedSeedStore
    private let locks: any CachedSeedLocks
    /// Whether what is kept already counts for nothing.
    private let isFresh: Bool
    private let state: Lock<State>

    init(_ keys: [CachedSeedKey], in store: CachedSeedStore, _ locks: any CachedSeedLocks, isFresh: Bool) {
        self.store = store
        self.locks = locks
        self.isFresh = isFresh
        state = Lock(State(open: keys))
    }

    deinit {
        let held = state.withLock { $0.mine.values.map(\.key) }
        held.forEach(locks.release)
    }

    /// Whether there is nothing left to compute or to wait for.
    var isExhausted: Bool { state.withLock { $0.open.isEmpty && $0.claimed == nil } }

    /// The seeds that are there by now, computed here or by others.
    var found: [Int: CachedSeed] { state.withLock { $0.found } }

    /// How many of them others computed.
    var keptCount: Int { state.withLock { $0.keptCount } }

    /// Whether `next` will give a seed: one is held back for it.
    func hasNext() -> Bool {
        state.withLock { state in
            if state.claimed == nil { state.claimed = claim(&state) }
            return state.claimed != nil
        }
    }

    /// The next seed to compute, held until it is finished; nil where there is none, or others compute those that are
    /// left.
    func next() -> Int? {
        state.withLock { state in
            let seed = state.claimed ?? claim(&state)
            state.claimed = nil
            return seed
        }
    }

    private func claim(_ state: inout State) -> Int? {
        for key in state.open {
            guard locks.take(key) else { continue }
            state.open.removeAll { $0.seed == key.seed }
            // Another process may have finished it since it was looked for.
            if !isFresh, case .kept(let seed) = store.find(key) {
                locks.release(key)
                state.found[key.seed] = seed
                state.keptCount += 1
                continue
            }
            state.mine[key.seed] = (key, Date())
            return key.seed
        }
        return nil
    }

    /// Takes a seed that was handed out, keeps it, and lets go of it.
    /// - Parameters:
    ///   - make: the seed, of the time at which it was handed out.
    ///   - file: what is kept of it.
    /// - Throws: where it cannot be kept; it is found all the same.
    func finish(
        _ seed: Int, _ make: (Date) -> CachedSeed, file: (CachedSeed, CachedSeedKey) -> SampleFile
    ) throws {
        guard let (key, since) = state.withLock({ $0.mine[seed] }) else { return }
        let made = make(since)
        defer {
            state.withLock {
                $0.found[seed] = made
                $0.mine[seed] = nil
            }
            locks.release(key)
        }
        try store.write(file(made, key), key)
    }
}
