/// Tables and texts as Markdown.
enum Markdown {
    static func table(_ table: Table) -> String {
        let text = Self.table(table.headers, table.rows)
        return table.title.map { "**\($0)**\n\n" + text } ?? text
    }

    static func table(_ headers: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ")
                + " |\n"
        }
        return line(headers) + line(headers.map { _ in "---" }) + rows.map(line).joined()
    }

    /// As it stands, in a fence that no line of it closes.
    static func fenced(_ text: String) -> String {
        var mark = "```"
        while text.contains(mark) { mark += "`" }
        return "\(mark)text\n\(text)\n\(mark)\n"
    }
}
