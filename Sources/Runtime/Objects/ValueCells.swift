import Language
import Metrics
import Results
import Tables

extension Cell {
    /// A value as tables show it.
    /// - Parameter metric: the metric whose figure it is, and is written as; nil: none.
    init(_ value: Value?, metric: Metric?) {
        switch value {
        case nil, .some(.none): self = .missing
        case .int(let number)?: self = .int(number, .plain)
        case .float(let number)?:
            // What is short as it is stays so: an eta of 0.2.
            let isShort = String(number).count <= 6
            self = .float(number, metric.map { NumberFormat($0.format) } ?? (isShort ? .plain : .figure))
        case .object(let object as StatisticObject)?:
            self = .init(object.statistic, Metric.named(object.name).map { NumberFormat($0.format) } ?? .figure)
        case let value?: self = .text(value.description)
        }
    }

    /// The metric that a column of evaluations shows: `edge_js`, `edge_js.std`.
    static func metric(_ column: String, of type: String) -> Metric? {
        guard type == ObjectTypes.evaluation else { return nil }
        return column.split(separator: ".").first.flatMap { Metric.named(String($0)) }
    }

    /// Whether it stands to the right.
    var isNumber: Bool { if case .text = self { false } else { true } }
}

extension ObjectTypes {
    /// What can name a column: the fields of what is put in tables.
    static var fieldNames: [(text: String, summary: String)] {
        [evaluation, ranking, diagram].compactMap { name in all.first { $0.name == name } }.flatMap(\.fields)
            .reduce(into: []) { names, field in
                if !names.contains(where: { $0.text == field.name }) { names.append((field.name, field.summary)) }
            }
    }

    /// The fields of a type that one looks at first.
    static func overview(of type: String) -> [String] {
        switch type {
        case evaluation: ["method"] + Metric.overview.map(\.key)
        case ranking: ["method", "rank"]
        default: all.first { $0.name == type }?.fields.filter { $0.type.isShort }.map(\.name) ?? []
        }
    }
}

extension ValueType {
    /// Whether its values fit a column.
    fileprivate var isShort: Bool {
        switch unwrapped {
        case .int, .float, .string, .bool, .word, .symbol, .path: true
        default: false
        }
    }
}
