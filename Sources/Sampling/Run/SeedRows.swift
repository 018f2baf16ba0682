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

    /// - Parameter count: diagrams of every seed.
    init(seeds: Int, count: Int, layout: TokenLayout) {
        self.layout = layout
        self.count = count
        self.seeds = Lock([Seed](repeating: Seed(rows: TokenRows(layout: layout), missing: count), count: seeds))
    }

    /// - Returns: all of the seed's rows when these were the last ones.
    func add(_ rows: TokenRows, _ batch: SeedBatch) -> TokenRows? {
        seeds.withLock { seeds in
            if seeds[batch.seed].missing == count, count > 0 {
                seeds[batch.seed].rows.tokens = [Int](repeating: 0, count: count * layout.length)
                seeds[batch.seed].rows.padMask = [Bool](repeating: false, count: count * layout.length)
            }
            let range = batch.diagrams.lowerBound * layout.length..<batch.diagrams.upperBound * layout.length
            seeds[batch.seed].rows.tokens.replaceSubrange(range, with: rows.tokens)
            seeds[batch.seed].rows.padMask.replaceSubrange(range, with: rows.padMask)
            seeds[batch.seed].missing -= batch.diagrams.count
            return seeds[batch.seed].missing == 0 ? seeds[batch.seed].rows : nil
        }
    }

    /// One set of rows a seed.
    var all: [TokenRows] { seeds.withLock { $0.map(\.rows) } }
}
