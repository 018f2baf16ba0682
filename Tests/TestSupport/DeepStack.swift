import Foundation

/// Runs `body` on a thread whose stack is large enough for recursion that a worker's 512 kB are not.
public func onDeepStack<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
    final class Outcome: @unchecked Sendable {
        var result: Swift.Result<Result, any Error>?
    }
    let outcome = Outcome()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        // Written before the signal, read after the wait.
        outcome.result = Swift.Result(catching: body)
        done.signal()
    }
    thread.stackSize = 64 << 20
    thread.start()
    done.wait()
    guard let result = outcome.result else { throw CancellationError() }
    return try result.get()
}
