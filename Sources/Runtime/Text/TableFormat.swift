import Language
import Tables

/// How tables are printed: fitted for the screen, or with full digits for a program or a note.
public enum TableFormat: String, Sendable, CaseIterable {
    case table, json, csv, markdown

    /// `tables` as one text; nil where the screen does better.
    func text(_ tables: [Table]) -> String? {
        switch self {
        case .table: nil
        case .json: Table.json(tables).text
        case .csv: Table.csv(tables)
        case .markdown: tables.map(\.markdown).joined(separator: "\n\n")
        }
    }
}

extension Parameter {
    /// Of every command that prints tables.
    static let format = Parameter(
        "format", .symbol(TableFormat.allCases.map(\.rawValue)), absent: .decided("as set, else table"),
        "how to print; json and csv have all digits")
}
