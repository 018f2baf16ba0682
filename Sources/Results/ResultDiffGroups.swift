import Files

extension ResultDiff {
    /// What became of a metric's figures.
    public enum Kind: Hashable, Sendable {
        case changed, new, missing
    }

    /// All entries of one metric that differ in the same way: "inside_validity: new in 5 seeds and the summary".
    public struct Group: Hashable, Sendable, CustomStringConvertible {
        /// Without `eval/`.
        public let metric: String
        /// What became of them.
        public let kind: Kind
        /// Whether this is no failure.
        public let isExpected: Bool
        /// In file order.
        public let seeds: [String]
        /// Whether the summary's figures are among them.
        public let isInSummary: Bool
        /// Whether the denoising scores are among them.
        public let isInDenoising: Bool
        /// The changed entry with the largest |delta|, or the largest sigmas.
        public let largest: Entry?

        /// One line.
        public var description: String {
            var places = seeds.isEmpty ? [] : [seeds.count == 1 ? "1 seed" : "\(seeds.count) seeds"]
            if isInSummary { places.append("the summary") }
            if isInDenoising { places.append("denoising") }
            let how =
                switch kind {
                case .changed: "changed"
                case .new: "new"
                case .missing: "missing"
                }
            return "\(metric): \(how) in \(places.joined(separator: " and "))"
        }
    }

    /// The differences by metric, in the order first met.
    public var groups: [Group] {
        struct Key: Hashable {
            let metric: ExactString
            let kind: Kind
            let isExpected: Bool
        }
        var order: [Key] = []
        var members: [Key: [Entry]] = [:]
        for entry in entries {
            guard let kind = entry.change.kind else { continue }
            let key = Key(metric: ExactString(entry.metric), kind: kind, isExpected: entry.isExpected)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(entry)
        }
        return order.map { key in
            let entries = members[key] ?? []
            let seeds = entries.compactMap { if case .seed(let name) = $0.place { name } else { nil } }
            return Group(
                metric: key.metric.text, kind: key.kind, isExpected: key.isExpected, seeds: seeds,
                isInSummary: entries.contains { $0.place == .summaryMean || $0.place == .summaryStd },
                isInDenoising: entries.contains { $0.place == .denoising },
                largest: key.kind == .changed ? entries.max { $0.size < $1.size } : nil)
        }
    }
}

extension ResultDiff.Change {
    /// nil for what is the same.
    fileprivate var kind: ResultDiff.Kind? {
        switch self {
        case .same: nil
        case .changed: .changed
        case .new: .new
        case .missing: .missing
        }
    }
}

extension ResultDiff.Entry {
    fileprivate var size: Double { sigmas ?? abs(delta ?? 0) }
}
