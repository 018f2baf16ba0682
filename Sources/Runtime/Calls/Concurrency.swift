import Concurrency

extension Workspace {
    /// Makes `count` parts, several at a time; the result's order is that of the parts. Stops at Ctrl-C or the first
    /// error.
    func concurrently<Part: Sendable>(
        _ count: Int, activity: String, _ unit: String, _ make: @escaping @Sendable (Int) throws -> Part
    ) throws -> [Part] {
        let console = self.console
        let cancellation = self.cancellation
        let done = Lock(0)
        return try concurrentMap(0..<count, threads: min(threads, count)) { _, index in
            try cancellation.check()
            let part = try make(index)
            let now = done.withLock { done in
                done += 1
                return done
            }
            console.progress(ProgressReport(activity: activity, done: now, total: count, unit: unit + "s"))
            return part
        }
    }
}
