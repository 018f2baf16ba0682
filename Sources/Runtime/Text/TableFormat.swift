import JSON
import Language
import Results

/// How tables are printed: fitted for the screen, or with full digits for a program or a note.
public enum TableFormat: String, Sendable, CaseIterable {
    case table, json, csv, markdown

    /// `tables` as one text; nil where the screen does better.
    func text(_ tables: [Table]) -> String? {
        switch self {
        case .table: nil
        case .json: Self.json(tables).text
        case .csv: Self.csv(tables)
        case .markdown: tables.map(Self.markdown).joined(separator: "\n\n")
        }
    }
}

extension Parameter {
    /// Of every command that prints tables.
    static let format = Parameter(
        "format", .symbol(TableFormat.allCases.map(\.rawValue)), absent: .decided("as set, else table"),
        "how to print; json and csv have all digits")
}

extension TableFormat {
    /// One table is a list of objects, several an object of such lists by title.
    private static func json(_ tables: [Table]) -> JSON {
        func rows(_ table: Table) -> JSON {
            .array(
                table.values.map { row in
                    var object: JSONObject = [:]
                    for (name, value) in zip(table.names, row) { object[name] = value.finite }
                    return .object(object)
                })
        }
        if let only = tables.first, tables.count == 1 { return rows(only) }
        var all: JSONObject = [:]
        for (number, table) in tables.enumerated() { all[table.title ?? "\(number + 1)"] = rows(table) }
        return .object(all)
    }

    /// One table of all columns (RFC 4180, but for the line ends), with the titles in front where there are several.
    private static func csv(_ tables: [Table]) -> String {
        let flat = tables.map { table in table.values.map { row in flattened(zip(table.names, row)) } }
        var columns: [String] = []
        for name in flat.joined().joined().map(\.name) where !columns.contains(name) { columns.append(name) }
        if columns.isEmpty { columns = tables.first?.names ?? [] }
        let hasTitles = tables.count > 1
        var lines = [(hasTitles ? ["Table"] : []) + columns]
        for (table, rows) in zip(tables, flat) {
            for row in rows {
                let cells = columns.map { column in row.first { $0.name == column }?.text ?? "" }
                lines.append((hasTitles ? [table.title ?? ""] : []) + cells)
            }
        }
        return lines.map { $0.map(csvField).joined(separator: ",") }.joined(separator: "\n")
    }

    /// A value that has parts becomes as many columns.
    private static func flattened(_ row: some Sequence<(String, JSON)>) -> [(name: String, text: String)] {
        row.flatMap { name, value -> [(name: String, text: String)] in
            switch value {
            case .object(let parts): flattened(parts.entries.map { ("\(name) \($0.key)", $0.value) })
            case .null: [(name, "")]
            case .string(let text): [(name, text)]
            default: [(name, value.text)]
            }
        }
    }

    private static func csvField(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func markdown(_ table: Table) -> String {
        func line(_ cells: [String]) -> String {
            "| "
                + cells.map {
                    $0.replacing("|", with: "\\|").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                        .joined(separator: " ")
                }.joined(separator: " | ")
                + " |"
        }
        let rule = table.alignments.map { $0 == .left ? "---" : "---:" }
        let lines = [line(table.names), "|" + rule.joined(separator: "|") + "|"] + table.rows.map(line)
        return (table.title.map { "**\($0)**\n\n" } ?? "") + lines.joined(separator: "\n")
    }
}

extension Table {
    /// Heads of columns; those without one are named by what they are, and each once.
    fileprivate var names: [String] {
        var seen: [String: Int] = [:]
        return headers.enumerated().map { column, header in
            let name = header.isEmpty ? column == 0 ? "name" : "value" : header
            // Two methods of one name, from two folders.
            seen[name, default: 0] += 1
            return seen[name, default: 1] == 1 ? name : "\(name) (\(seen[name, default: 1]))"
        }
    }
}

extension JSON {
    /// JSON proper knows no NaN and no infinities: null.
    fileprivate var finite: JSON {
        switch self {
        case .float(let number) where !number.isFinite: .null
        case .object(let parts): .object(JSONObject(parts.entries.map { ($0.key, $0.value.finite) }))
        case .array(let parts): .array(parts.map(\.finite))
        default: self
        }
    }

    /// A mean and its spread, in full; null where there is none.
    init(_ statistic: Statistic?) {
        self =
            statistic.map { .object(["mean": .float($0.mean), "std": .float($0.std)]) } ?? .null
    }
}
