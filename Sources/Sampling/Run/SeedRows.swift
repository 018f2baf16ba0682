import BubbleDiagrams
import Concurrency

/// The rows of a run's seeds as their batches come, in whatever order.
final class SeedRows: Sendable {
    private struct Seed {
        /// Of all diagrams; those not there yet are 0.
        var rows: TokenRows
        var missing: Int
    }

    private let layout: TokenLayout
    private let count: Int
    private let seeds: Lock<[Seed]>

    /// - Parameters:
    ///   - seeds: how many there are to be, at least.
    ///   - count: diagrams of every seed.
    init(seeds: Int, count: Int, layout: TokenLayout) {
        self.layout = layout
        self.count = count
        self.seeds = Lock([Seed](repeating: Seed(rows: TokenRows(layout: layout), missing: count), count: seeds))
    }

    /// - Returns: all of the seed's rows when these were the last ones.
    func add(_ rows: TokenRows, _ batch: SeedBatch) -> TokenRows? {
        seeds.withLock { seeds in
            while seeds.count <= batch.place { seeds.append(Seed(rows: TokenRows(layout: layout), missing: count)) }
            if seeds[batch.place].missing == count, count > 0 {
                seeds[batch.place].rows.tokens = [Int](repeating: 0, count: count * layout.length)
                seeds[batch.place].rows.padMask = [Bool](repeating: false, count: count * layout.length)
            }
            let range = batch.diagrams.lowerBound * layout.length..<batch.diagrams.upperBound * layout.length
            seeds[batch.place].rows.tokens.replaceSubrange(range, with: rows.tokens)
            seeds[batch.place].rows.padMask.replaceSubrange(range, with: rows.padMask)
            seeds[batch.place].missing -= batch.diagrams.count
            return seeds[batch.place].missing == 0 ? seeds[batch.place].rows : nil
        }
    }

    /// One set of rows a seed.
    var all: [TokenRows] { seeds.withLock { $0.map(\.rows) } }
}

/// Seeds that are all there from the beginning.
final class SeedQueue: Sendable {
    private let left: Lock<ArraySlice<Int>>

    init(_ seeds: [Int]) { left = Lock(seeds[...]) }

    @Sendable func next() -> Int? { left.withLock { $0.popFirst() } }
}
