import JSON
import Results

/// How evaluations read on the screen.
enum EvaluationTable {
    /// One method, all metrics of the comparison, a row each.
    static func single(_ file: ResultFile) -> Table {
        let table = ComparisonTable([file])
        let rows = table.families.filter { $0.corner == "Metric" }.flatMap(\.rows)
        return Table(
            title: file.method, headers: ["Metric", "Value"], rows: rows.map { [$0.label] + $0.screenCells },
            values: rows.map { [.string($0.label)] + $0.values.map { JSON($0) } })
    }

    /// Several methods, a row each, the metrics one looks at first.
    static func overview(_ files: [ResultFile]) -> Table {
        let metrics = [
            ("Validity", "Validity rate"), ("Inside validity", "Inside validity"), ("Diversity", "Diversity"),
            ("Novelty", "Novelty"), ("Node JS", "Node JS"), ("Edge JS", "Edge JS"),
            ("Transitivity", "Spatial transitivity"), ("MMD-Degree", "MMD-Degree"),
        ]
        let rows = files.map { file in
            let rows = ComparisonTable([file]).families.flatMap(\.rows)
            return (method: file.method, rows: metrics.map { metric in rows.first { $0.label == metric.1 } })
        }
        return Table(
            headers: ["Method"] + metrics.map(\.0),
            rows: rows.map { [$0.method] + $0.rows.map { $0?.screenCells.first ?? "--" } },
            values: rows.map { [.string($0.method)] + $0.rows.map { JSON($0?.values.first ?? nil) } })
    }
}
