import Files
import Metrics

/// What two results disagree on, metric by metric. Names of metrics are told apart without `eval/`.
/// See <doc:Differences>.
public struct ResultDiff: Hashable, Sendable {
    /// Where a figure stands.
    public enum Place: Hashable, Sendable {
        case seed(String)
        case summaryMean
        case summaryStd
        case denoising
    }

    /// What became of a figure from the first result to the second.
    public enum Change: Hashable, Sendable {
        case same(Double)
        case changed(first: Double, second: Double)
        /// Only the second result has it.
        case new(Double)
        /// Only the first result has it.
        case missing(Double)
    }

    /// One figure that either result has.
    public struct Entry: Hashable, Sendable {
        /// Where it stands.
        public let place: Place
        /// Without `eval/`; keys inside tables joined with "/".
        public let metric: String
        /// What became of it.
        public let change: Change
        /// Whether this is no failure: the same, or new and announced.
        public let isExpected: Bool
        /// With `sigma`: how many standard deviations of the seeds the means lie apart. Infinite where the seeds do
        /// not vary but the means differ.
        public let sigmas: Double?

        /// Second minus first.
        public var delta: Double? {
            if case .changed(let first, let second) = change { second - first } else { nil }
        }
    }

    /// Every figure of either result: the seeds', the summary's, the denoising evaluation's.
    public let entries: [Entry]
    /// Seeds that only one result has; each is an unexpected difference, its metrics are not listed.
    public let newSeeds: [String]
    /// Seeds that only the first result has.
    public let missingSeeds: [String]
    /// Listed, but no failure.
    public let configDifferences: [ConfigDifference]

    /// Compares figure by figure.
    /// - Parameters:
    ///   - tolerance: Figures that lie no further apart are the same.
    ///   - relative: Added to the tolerance: so much of the larger figure.
    ///   - expectNew: Metrics that the second result may have beyond the first's; of a table its name is enough.
    public init(
        _ first: ResultFile, _ second: ResultFile, tolerance: Double = 1e-9, relative: Double = 0,
        expectNew: Set<String> = []
    ) {
        var comparison = Comparison(expectNew: expectNew) { a, b, _ in
            abs(a - b) <= tolerance + relative * max(abs(a), abs(b)) || a == b || (a.isNaN && b.isNaN)
                ? nil : .some(nil)
        }
        for seed in first.perSeed {
            guard let other = second.perSeed.first(where: { $0.name.hasSameBytes(as: seed.name) }) else { continue }
            comparison.add(.seed(seed.name), seed.metrics.flattened, other.metrics.flattened)
        }
        comparison.add(.summaryMean, first.summaryFigures(\.mean), second.summaryFigures(\.mean))
        comparison.add(.summaryStd, first.summaryFigures(\.std), second.summaryFigures(\.std))
        comparison.add(.denoising, first.denoising.flattened, second.denoising.flattened)
        entries = comparison.entries
        let seeds = [first, second].map { $0.perSeed.map { ExactString($0.name) } }
        newSeeds = seeds[1].filter { !seeds[0].contains($0) }.map(\.text)
        missingSeeds = seeds[0].filter { !seeds[1].contains($0) }.map(\.text)
        configDifferences = ConfigDifference.between(first.config.json, second.config.json)
    }

    /// Compares the summaries' means in units of the seeds' standard deviation, sqrt((s₁² + s₂²) / 2), for results
    /// whose tokens cannot be the same: those of two devices, or of other seeds.
    /// - Parameter sigma: Means that lie no further apart are the same.
    public init(_ first: ResultFile, _ second: ResultFile, sigma: Double, expectNew: Set<String> = []) {
        var comparison = Comparison(expectNew: expectNew) { a, b, metric in
            let deviations = [first, second].map { $0[metric]?.std ?? 0 }
            let sigmas = Self.sigmas(a, b, deviations)
            return sigmas <= sigma ? nil : .some(sigmas)
        }
        comparison.add(.summaryMean, first.summaryFigures(\.mean), second.summaryFigures(\.mean))
        entries = comparison.entries
        newSeeds = []
        missingSeeds = []
        configDifferences = ConfigDifference.between(first.config.json, second.config.json)
    }

    // Means that differ by rounding alone differ by no deviation, even by none of 0.
    private static func sigmas(_ a: Double, _ b: Double, _ deviations: [Double]) -> Double {
        if abs(a - b) <= 1e-9 || a == b || (a.isNaN && b.isNaN) { return 0 }
        let unit = (deviations.reduce(0) { $0 + $1 * $1 } / 2).squareRoot()
        let sigmas = abs(a - b) / unit
        return sigmas.isNaN ? .infinity : sigmas
    }

    /// Entries that are failures.
    public var unexpected: [Entry] { entries.filter { !$0.isExpected } }

    /// Whether nothing differs that was not expected.
    public var isClean: Bool { unexpected.isEmpty && newSeeds.isEmpty && missingSeeds.isEmpty }
}

/// Two lists of figures, matched by name.
private struct Comparison {
    let expectNew: Set<ExactString>
    /// nil when the two are the same; else by how many deviations they differ, if that is asked.
    let differ: (Double, Double, String) -> Double??
    var entries: [ResultDiff.Entry] = []

    init(expectNew: Set<String>, differ: @escaping (Double, Double, String) -> Double??) {
        self.expectNew = Set(expectNew.map { ExactString(Metric.key(of: $0)) })
        self.differ = differ
    }

    /// The first list's order, then what only the second has.
    mutating func add(_ place: ResultDiff.Place, _ first: [NamedValue], _ second: [NamedValue]) {
        let others = Dictionary(second.map { (ExactString(Metric.key(of: $0.name)), $0.value) }) { $1 }
        var met: Set<ExactString> = []
        for figure in first {
            let name = Metric.key(of: figure.name)
            met.insert(ExactString(name))
            guard let other = others[ExactString(name)] else {
                append(place, name, .missing(figure.value), isExpected: false)
                continue
            }
            if let sigmas = differ(figure.value, other, name) {
                append(place, name, .changed(first: figure.value, second: other), isExpected: false, sigmas: sigmas)
            } else {
                append(place, name, .same(figure.value), isExpected: true)
            }
        }
        for figure in second {
            let name = Metric.key(of: figure.name)
            if met.insert(ExactString(name)).inserted {
                append(place, name, .new(figure.value), isExpected: isExpectedNew(name))
            }
        }
    }

    private func isExpectedNew(_ name: String) -> Bool {
        expectNew.contains { name.hasSameBytes(as: $0.text) || name.utf8.starts(with: ($0.text + "/").utf8) }
    }

    private mutating func append(
        _ place: ResultDiff.Place, _ metric: String, _ change: ResultDiff.Change, isExpected: Bool,
        sigmas: Double? = nil
    ) {
        entries.append(
            ResultDiff.Entry(place: place, metric: metric, change: change, isExpected: isExpected, sigmas: sigmas))
    }
}

extension ResultFile {
    fileprivate func summaryFigures(_ figure: KeyPath<Statistic, Double>) -> [NamedValue] {
        summary.map { NamedValue($0.name, $0.value[keyPath: figure]) }
    }
}
