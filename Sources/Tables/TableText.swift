import JSON

extension Table {
    /// JSON of all digits: one table is a list of objects, several an object of such lists by title. What is no finite
    /// number is null.
    public static func json(_ tables: [Table]) -> JSON {
        if let only = tables.first, tables.count == 1 { return only.json }
        var all: JSONObject = [:]
        for (number, table) in tables.enumerated() { all[table.title ?? "\(number + 1)"] = table.json }
        return .object(all)
    }

    private var json: JSON {
        .array(
            rows.map { row in
                .object(JSONObject(zip(names, row).map { (key: $0, value: $1.value.finite) }))
            })
    }

    /// CSV of all digits: one table of all columns (RFC 4180, but for the line ends), with the titles in front where
    /// there are several. A value that has parts becomes as many columns.
    public static func csv(_ tables: [Table]) -> String {
        let flat = tables.map { table in table.rows.map { row in flattened(zip(table.names, row.map(\.value))) } }
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

    /// Markdown, rounded as on the screen; without a line end at its end.
    public var markdown: String {
        func line(_ cells: [String]) -> String {
            "| "
                + cells.map {
                    $0.replacing("|", with: "\\|").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                        .joined(separator: " ")
                }.joined(separator: " | ")
                + " |"
        }
        let rule = alignments.map { $0 == .left ? "---" : "---:" }
        let lines =
            [line(names), "|" + rule.joined(separator: "|") + "|"]
            + rows.enumerated().map { row, cells in
                line(
                    cells.enumerated().map { column, cell in
                        isMarked(row, column) ? "**\(cell.screenText)**" : cell.screenText
                    })
            }
        return (title.map { "**\($0)**\n\n" } ?? "") + lines.joined(separator: "\n")
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
}
