/// Tables and texts as Markdown.
enum Markdown {
    static func table(_ table: Table) -> String {
        let text = Self.table(table.headers, table.rows)
        return table.title.map { "**\($0)**\n\n" + text } ?? text
    }

    static func table(_ headers: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String {
            "| "
                + cells.map {
                    $0.replacing("|", with: "\\|").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                        .joined(separator: " ")
                }.joined(separator: " | ")
                + " |\n"
        }
        return line(headers) + line(headers.map { _ in "---" }) + rows.map(line).joined()
    }

    /// As it stands, in a fence that no line of it closes.
    /// - Parameter language: what stands behind the fence.
    static func fenced(_ text: String, as language: String = "text") -> String {
        var mark = "```"
        while text.contains(mark) { mark += "`" }
        return "\(mark)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(mark)\n"
    }
}
