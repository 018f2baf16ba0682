import Metrics
import Results
import Tables

/// How evaluations read on the screen.
enum EvaluationTable {
    /// One method, all metrics of the comparison, a row each.
    static func single(_ file: ResultFile) -> Table {
        let rows = ComparisonTable([file]).families.filter { $0.corner == "Metric" }.flatMap(\.rows)
        return Table(
            title: file.method, headers: ["Metric", "Value"], rows: rows.map { [.text($0.label)] + $0.cells })
    }

    /// Several methods, a row each, the metrics one looks at first.
    static func overview(_ files: [ResultFile]) -> Table {
        Table(
            headers: ["Method"] + Metric.overview.map(\.heading),
            rows: files.map { file in
                [.text(file.method)] + Metric.overview.map { Cell(file[$0.key], NumberFormat($0.format)) }
            })
    }
}
