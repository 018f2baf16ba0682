import Files

/// What two sample files disagree on.
public struct SampleDiff: Hashable, Sendable {
    /// One seed that both files have.
    public struct Seed: Hashable, Sendable {
        /// The seed that both files have.
        public let seed: Int
        /// Rows of it in the first file.
        public let firstRows: Int
        /// Rows of it in the second file.
        public let secondRows: Int
        /// Rows, by position, whose tokens or pad masks differ; those that only one file has included.
        public let differing: Int
    }

    /// In the first file's order.
    public let seeds: [Seed]
    /// Seeds that only the second file has.
    public let newSeeds: [Int]
    /// Seeds that only the first file has.
    public let missingSeeds: [Int]
    /// First and second method, where they differ.
    public let methods: [String]
    /// Listed, but no failure.
    public let configDifferences: [ConfigDifference]

    /// Compares row by row: tokens and pad masks.
    public init(_ first: SampleFile, _ second: SampleFile) {
        seeds = first.perSeed.compactMap { mine in
            guard let theirs = second.perSeed.first(where: { $0.seed == mine.seed }) else { return nil }
            return Seed(mine, theirs)
        }
        newSeeds = second.perSeed.map(\.seed).filter { seed in !first.perSeed.contains { $0.seed == seed } }
        missingSeeds = first.perSeed.map(\.seed).filter { seed in !second.perSeed.contains { $0.seed == seed } }
        methods = first.method.hasSameBytes(as: second.method) ? [] : [first.method, second.method]
        configDifferences = ConfigDifference.between(first.config.json, second.config.json)
    }

    /// Whether both hold the same rows for the same seeds.
    public var isClean: Bool { newSeeds.isEmpty && missingSeeds.isEmpty && seeds.allSatisfy { $0.differing == 0 } }
}

extension SampleDiff.Seed {
    init(_ first: SampleFile.Seed, _ second: SampleFile.Seed) {
        let counts = (first: first.rows.count, second: second.rows.count)
        let common = min(counts.first, counts.second)
        let isSameLayout = first.rows.layout == second.rows.layout
        let equal = (0..<common).count { row in
            isSameLayout && first.rows.row(row) == second.rows.row(row) && first.rows.mask(row) == second.rows.mask(row)
        }
        seed = first.seed
        firstRows = counts.first
        secondRows = counts.second
        differing = max(counts.first, counts.second) - equal
    }
}
