import Concurrency
import Testing

@Suite struct ConcurrentMapTests {
    private struct Failure: Error, Equatable {
        let part: Int
    }

    @Test(arguments: [0, 1, 2, 3, 8]) func resultsComeInTheOrderOfTheParts(threads: Int) {
        let squares = concurrentMap(0..<1000, threads: threads) { _, part in part * part }
        #expect(squares == (0..<1000).map { $0 * $0 })
        #expect(concurrentMap(0..<0, threads: threads) { _, part in part }.isEmpty)
    }

    /// What a worker has of its own is used by one part at a time.
    @Test func aWorkerHasOnePartAtATime() {
        let busy = Lock([Bool](repeating: false, count: 4))
        let clashes = concurrentMap(0..<2000, threads: 4) { worker, _ in
            let isClash = busy.withLock { busy in
                defer { busy[worker] = true }
                return busy[worker]
            }
            busy.withLock { $0[worker] = false }
            return isClash
        }
        #expect(!clashes.contains(true))
    }

    @Test func theFirstErrorEndsIt() {
        let made = Lock(0)
        #expect(throws: Failure(part: 3)) {
            try concurrentMap(0..<1_000_000, threads: 1) { _, part in
                if part == 3 { throw Failure(part: part) }
                made.withLock { $0 += 1 }
            }
        }
        #expect(made.withLock { $0 } == 3)
        #expect(throws: Failure.self) {
            try concurrentMap(0..<1000, threads: 4) { _, part in throw Failure(part: part) }
        }
    }

    /// A sequence is asked when a worker is free: nothing is handed out ahead.
    @Test func partsAreMadeWhenAWorkerIsFree() {
        struct Parts: Sequence, IteratorProtocol, Sendable {
            let made: Counter
            var last = 0
            mutating func next() -> Int? {
                last += 1
                made.add()
                return last <= 20 ? last : nil
            }
        }
        let made = Counter()
        let ahead = concurrentMap(Parts(made: made), threads: 1) { _, part in made.value - part }
        #expect(ahead == [Int](repeating: 0, count: 20))
    }
}

private final class Counter: Sendable {
    private let count = Lock(0)
    func add() { count.withLock { $0 += 1 } }
    var value: Int { count.withLock { $0 } }
}
