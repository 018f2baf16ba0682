import Foundation
import Synchronization

/// Runs `body` on a thread whose stack is large enough for recursion that a worker's 512 kB are not.
public func onDeepStack<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
    let outcome = Outcome<Result>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let result = Swift.Result(catching: body)
        outcome.value.withLock { $0 = result }
        done.signal()
    }
    thread.stackSize = 64 << 20
    thread.start()
    done.wait()
    guard let result = outcome.value.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
}

private final class Outcome<Value: Sendable>: Sendable {
    let value = Mutex<Result<Value, any Error>?>(nil)
}
