import Dispatch

/// Does a piece of work for every part, several at a time: the work queue of sampling, evaluation and training.
///
/// Parts are handed out in their order, which no thread changes, and results come back in that order too: what is
/// computed from a part alone does not depend on how many threads there are, or on which of them was faster. The
/// sequence is asked for a part when a worker is free for it, by one thread at a time, so that what is waiting takes no
/// memory.
/// ```swift
/// let squares = concurrentMap(1...4, threads: 2) { _, number in number * number }  // [1, 4, 9, 16]
/// ```
/// - Parameters:
///   - threads: parts worked on at a time; less than 1 counts as 1.
///   - work: called with the worker's number, from 0, and a part; a worker has one part at a time.
/// - Throws: the first error of `work`; parts not yet handed out are then left.
public func concurrentMap<Parts: Sequence & Sendable, Result: Sendable, Failure: Error>(
    _ parts: Parts, threads: Int, _ work: @Sendable (_ worker: Int, _ part: Parts.Element) throws(Failure) -> Result
) throws(Failure) -> [Result] where Parts.Iterator: Sendable, Parts.Element: Sendable {
    let queue = Lock(WorkQueue<Parts.Iterator, Result, Failure>(parts: parts.makeIterator()))
    DispatchQueue.concurrentPerform(iterations: max(1, threads)) { worker in
        while let (index, part) = queue.withLock({ $0.next() }) {
            do throws(Failure) {
                let result = try work(worker, part)
                queue.withLock { $0.results[index] = result }
            } catch {
                queue.withLock { $0.fail(error) }
            }
        }
    }
    return try queue.withLock { (queue) throws(Failure) in try queue.finished() }
}

/// What is left to do, and what is done.
private struct WorkQueue<Parts: IteratorProtocol & Sendable, Result: Sendable, Failure: Error>: Sendable
where Parts.Element: Sendable {
    private var parts: Parts
    private var failure: Failure?
    /// One a part handed out, nil until it is there.
    var results: [Result?] = []

    init(parts: Parts) {
        self.parts = parts
    }

    mutating func next() -> (index: Int, part: Parts.Element)? {
        guard failure == nil, let part = parts.next() else { return nil }
        results.append(nil)
        return (results.count - 1, part)
    }

    mutating func fail(_ error: Failure) {
        if failure == nil { failure = error }
    }

    func finished() throws(Failure) -> [Result] {
        if let failure { throw failure }
        return results.compactMap { $0 }
    }
}
