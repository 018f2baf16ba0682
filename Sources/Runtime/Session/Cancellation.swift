import Language
import Synchronization

/// Ctrl-C, seen from inside a running command.
public final class Cancellation: Sendable {
    private let requested = Atomic<Bool>(false)

    /// Nobody has asked to stop.
    public init() {}

    /// Asks the running command to stop; safe from any thread and from a signal handler.
    public func cancel() { requested.store(true, ordering: .relaxed) }

    /// Forgets an earlier request: a new command begins.
    public func reset() { requested.store(false, ordering: .relaxed) }

    /// Whether somebody has.
    public var isCancelled: Bool { requested.load(ordering: .relaxed) }

    /// Throws `Interrupted` once `cancel()` has been called.
    public func check() throws {
        if isCancelled { throw Interrupted() }
    }
}
