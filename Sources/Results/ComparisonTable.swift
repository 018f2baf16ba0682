import Files
import JSON
import Metrics
import Tables

/// Several results side by side: what comparison.md shows, apart from how it is written down.
public struct ComparisonTable: Hashable, Sendable {
    /// One line of a family.
    public struct Row: Hashable, Sendable {
        /// Its name, as it stands in the first column.
        public let label: String
        /// Among the measures to look at first; Markdown shows these in bold.
        public let isPrimary: Bool
        /// Marked "(diag.)": shown for diagnosis only.
        public let isDiagnostic: Bool
        /// One for each method, as <doc:ComparisonFile> has it.
        public let cells: [Cell]
        /// Second minus first, where the family has that column.
        public let delta: Cell?
    }

    /// Rows under one heading.
    public struct Family: Hashable, Sendable {
        /// The heading.
        public let title: String
        /// The head of the column of labels: "Parameter" or "Metric".
        public let corner: String
        /// Whether there is a column of second minus first.
        public let hasDelta: Bool
        /// At least one.
        public let rows: [Row]
    }

    /// The columns' heads.
    public let methods: [String]
    /// Those that have a row.
    public let families: [Family]
    /// Whether a result of format version 1 is among them.
    public let hasVersionOne: Bool
    /// What the columns should share and do not.
    public let caveats: [ComparisonCaveat]

    /// - Parameters:
    ///   - results: In the order of columns; files by name, see `inFileOrder`.
    ///   - primaryOnly: Leaves out the rows marked "(diag.)".
    public init(_ results: [ResultFile], primaryOnly: Bool = false) {
        methods = results.map(\.method)
        hasVersionOne = results.contains { $0.formatVersion == 1 }
        caveats = ComparisonCaveat.all(results)
        let hasDelta = results.count == 2
        var families = [
            Family(
                title: "Configuration", corner: "Parameter", hasDelta: false,
                rows: ComparisonRows.configuration.map { Self.configuration($0.label, $0.field, results) })
        ]
        for family in Metric.Family.allCases {
            families.append(
                Family(
                    title: family.rawValue, corner: "Metric", hasDelta: hasDelta,
                    rows: Metric.listed(in: family).filter { !(primaryOnly && $0.role == .diagnostic) }
                        .compactMap { Self.metric($0, results, hasDelta: hasDelta) }))
        }
        families.append(
            Family(
                title: "Denoising (Model Quality, Seed-Independent)", corner: "Metric", hasDelta: false,
                rows: Self.denoising(results)))
        self.families = families.filter { !$0.rows.isEmpty }
    }

    /// File names as Python sorts them, by code points: the order of a folder's columns.
    public static func inFileOrder(_ names: some Sequence<String>) -> [String] {
        names.sorted { $0.sortsBefore($1) }
    }

    private static func configuration(_ label: String, _ field: String, _ results: [ResultFile]) -> Row {
        Row(
            label: label, isPrimary: false, isDiagnostic: false,
            cells: results.map { result in
                if field == "seeds", result.formatVersion == 1, let seed = result.config.json["seed"] {
                    return .text(JSON.array([seed]).pythonText)
                }
                guard let value = result.config.json[field], value != .null else { return .missing }
                return .text(value.pythonText)
            }, delta: nil)
    }

    private static func metric(_ metric: Metric, _ results: [ResultFile], hasDelta: Bool) -> Row? {
        let values = results.map { $0[metric.key] }
        let format = NumberFormat(metric.format)
        var delta: Cell?
        if hasDelta {
            delta = .missing
            if let first = values[0], let second = values[1] { delta = .difference(second.mean - first.mean, format) }
        }
        return row(metric.label, values.map { Cell($0, format) }, role: metric.role, delta)
    }

    private static func denoising(_ results: [ResultFile]) -> [Row] {
        let prefix = "denoise/"
        let keys = Self.inFileOrder(Set(results.flatMap(\.denoising.keys).map { ExactString($0) }).map(\.text))
        return keys.compactMap { key in
            row(
                key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : key,
                results.map { result in
                    Cell(result.denoising[key]?.number.map { Statistic(mean: $0, std: 0) }, .fixed(4))
                })
        }
    }

    /// Nil where no method has a value.
    private static func row(
        _ label: String, _ cells: [Cell], role: Metric.Role = .ordinary, _ delta: Cell? = nil
    ) -> Row? {
        if cells.allSatisfy({ $0 == .missing }) { return nil }
        return Row(
            label: label, isPrimary: role == .primary, isDiagnostic: role == .diagnostic, cells: cells, delta: delta)
    }
}

extension Cell {
    /// A statistic over the seeds, or its absence.
    public init(_ statistic: Statistic?, _ format: NumberFormat) {
        self = statistic.map { .spread(mean: $0.mean, std: $0.std, format) } ?? .missing
    }
}

extension NumberFormat {
    /// How people read a metric's figures.
    public init(_ format: Metric.Format) {
        self =
            switch format {
            case .percentage: .percentage
            case .number: .figure
            }
    }
}
