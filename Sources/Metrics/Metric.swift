/// One metric: what it is called in files, scripts and tables, how it reads, and how it is computed. A row of
/// `Metric.all`, the one table that the order of evaluation, the comparison's rows, the fields of an evaluation and
/// TAB's words come from.
public struct Metric: Sendable {
    /// What it is a metric of; a comparison has a table for each, in this order.
    public enum Family: String, CaseIterable, Sendable {
        case validity = "Validity"
        case coverage = "Coverage"
        case distribution = "Distribution (Primary: JS / TV / W1)"
        case structure = "Graph Structure"
        case conditional = "Conditional"
    }

    /// How its figures are written down.
    public enum Format: Sendable {
        /// A fraction of 1, shown in hundredths with one digit: 0.998 as 99.8%.
        case percentage
        /// Four digits, six where the figure is small; whole numbers without a fraction.
        case number
    }

    /// Which of two figures is the better one.
    public enum Direction: Sendable {
        case higherIsBetter, lowerIsBetter
        /// It counts or describes.
        case none
    }

    /// Its place in a comparison.
    public enum Role: Sendable {
        /// Looked at first.
        case primary
        case ordinary
        /// Shown below its family's others, for diagnosis only; `primary_only` leaves it out.
        case diagnostic
        /// In the result files alone.
        case unlisted
    }

    /// Its name in scripts, and in result files behind `prefix`.
    public let key: String
    /// Its name for people: the row of a comparison.
    public let label: String
    /// The head of its column where methods are rows.
    public let heading: String
    /// Under which heading comparisons show it.
    public let family: Family
    /// How it is written.
    public let format: Format
    /// Which way is better.
    public let direction: Direction
    /// Primary, diagnostic or neither.
    public let role: Role
    let value: @Sendable (EvaluatedSamples) throws -> Double

    init(
        _ key: String, _ label: String, heading: String? = nil, _ family: Family, _ format: Format,
        _ direction: Direction, _ role: Role = .ordinary,
        _ value: @escaping @Sendable (EvaluatedSamples) throws -> Double
    ) {
        self.key = key
        self.label = label
        self.heading = heading ?? label
        self.family = family
        self.format = format
        self.direction = direction
        self.role = role
        self.value = value
    }

    /// What result files put before a metric's key.
    public static let prefix = "eval/"

    /// Its key in result files.
    public var fileKey: String { Self.prefix + key }

    /// The key of a metric named with or without `prefix`.
    public static func key(of name: String) -> String {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    }

    /// The metric named so, with or without `prefix`; nil where there is none.
    public static func named(_ name: String) -> Metric? {
        let key = key(of: name)
        return all.first { $0.key == key }
    }

    /// A family's metrics as a comparison lists them: diagnostic ones last, unlisted ones not at all.
    public static func listed(in family: Family) -> [Metric] {
        let members = all.filter { $0.family == family && $0.role != .unlisted }
        return members.filter { $0.role != .diagnostic } + members.filter { $0.role == .diagnostic }
    }
}

/// Something under the key it has in result files.
public struct Named<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The key.
    public let name: String
    /// What stands under it.
    public let value: Value

    /// `value` under the key `name`.
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

/// A figure and the key it has in result files.
public typealias NamedValue = Named<Double>

extension Sequence {
    /// What stands under a metric's name, here and there with or without `Metric.prefix`; the first one of several.
    public func value<Value>(of metric: String) -> Value? where Element == Named<Value> {
        let key = Metric.key(of: metric)
        return first { Metric.key(of: $0.name).utf8.elementsEqual(key.utf8) }?.value
    }
}
