import Foundation
import Results
import Sampling
import Synchronization

/// The seeds of one run, handed out one at a time as there is room for one: those that are kept are taken, those that
/// another process computes are skipped and come back to. So several processes share a run evenly.
final class SeedSupply: Sendable {
    private struct State {
        /// Neither kept nor being computed here.
        var open: [CachedSeedKey]
        var mine: [Int: (key: CachedSeedKey, since: Date)] = [:]
        var kept: [Int: CachedSeed] = [:]
    }

    private let store: CachedSeedStore
    private let locks: any CachedSeedLocks
    /// Whether what is kept already counts for nothing.
    private let isFresh: Bool
    private let state: Mutex<State>

    init(_ keys: [CachedSeedKey], in store: CachedSeedStore, _ locks: any CachedSeedLocks, isFresh: Bool) {
        self.store = store
        self.locks = locks
        self.isFresh = isFresh
        state = Mutex(State(open: keys))
    }

    deinit { state.withLock { for entry in $0.mine.values { locks.release(entry.key) } } }

    /// Whether all seeds are kept or handed out.
    var isExhausted: Bool { state.withLock { $0.open.isEmpty } }

    /// What other processes computed in the meantime.
    var kept: [Int: CachedSeed] { state.withLock { $0.kept } }

    /// The next seed to compute, which is held until it is finished; nil where there is none, or others compute those
    /// that are left.
    func next() -> Int? {
        state.withLock { state in
            for key in state.open {
                guard locks.take(key) else { continue }
                state.open.removeAll { $0.seed == key.seed }
                // Another process may have finished it since it was looked for.
                if !isFresh, case .kept(let seed) = store.find(key) {
                    locks.release(key)
                    state.kept[key.seed] = seed
                    continue
                }
                state.mine[key.seed] = (key, Date())
                return key.seed
            }
            return nil
        }
    }

    /// Lets go of a seed that `next` handed out, once it is kept or given up.
    func release(_ seed: Int) {
        guard let entry = state.withLock({ $0.mine.removeValue(forKey: seed) }) else { return }
        locks.release(entry.key)
    }

    /// When a seed was handed out.
    func start(of seed: Int) -> Date? { state.withLock { $0.mine[seed]?.since } }
}
