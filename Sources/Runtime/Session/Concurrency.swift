import Foundation
import Synchronization

extension Workspace {
    /// Makes `count` parts, several at a time; the result's order is that of the parts. Stops at Ctrl-C or the first
    /// error.
    func concurrently<Part: Sendable>(
        _ count: Int, activity: String, _ unit: String, _ make: @escaping @Sendable (Int) throws -> Part
    ) throws -> [Part] {
        let state = Mutex(Parts<Part>(count))
        let console = self.console
        let cancellation = self.cancellation
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
            while true {
                let index: Int? = state.withLock { (state: inout Parts<Part>) -> Int? in
                    guard state.failure == nil, state.next < count else { return nil }
                    state.next += 1
                    return state.next - 1
                }
                guard let index else { return }
                do {
                    try cancellation.check()
                    let part = try make(index)
                    let done = state.withLock { state in
                        state.parts[index] = part
                        state.done += 1
                        return state.done
                    }
                    console.progress(ProgressReport(activity: activity, done: done, total: count, unit: unit + "s"))
                } catch {
                    state.withLock { if $0.failure == nil { $0.failure = error } }
                }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.parts.compactMap { $0 }
        }
    }
}

/// What several workers have made so far.
private struct Parts<Part: Sendable>: Sendable {
    var next = 0
    var done = 0
    var parts: [Part?]
    var failure: (any Error)?

    init(_ count: Int) {
        parts = [Part?](repeating: nil, count: count)
    }
}
