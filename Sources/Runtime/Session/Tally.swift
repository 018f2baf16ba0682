import Concurrency

/// What a run has come to, for its last line: cells computed and kept, and what failed in a `try`.
public final class Tally: Sendable {
    private struct Counts {
        var computed = 0
        var kept = 0
        var failures: [String] = []
    }

    private let counts = Lock(Counts())

    func add(computed: Int) { counts.withLock { $0.computed += computed } }
    func add(kept: Int) { counts.withLock { $0.kept += kept } }
    func add(failure: String) { counts.withLock { $0.failures.append(failure) } }

    /// What `try` let pass, again; one line each.
    public var failures: [String] { counts.withLock { $0.failures } }

    /// `summary: cells=175 computed=30 kept=145 failed=0`, for scripts to read; nil where no cell was asked for and
    /// nothing failed.
    /// - Parameter isFailed: whether the run ended with a failure.
    public func summary(isFailed: Bool) -> String? {
        counts.withLock { counts in
            let failed = counts.failures.count + (isFailed ? 1 : 0)
            if counts.computed + counts.kept + failed == 0 { return nil }
            return "summary: cells=\(counts.computed + counts.kept) computed=\(counts.computed) kept=\(counts.kept) "
                + "failed=\(failed)"
        }
    }
}
