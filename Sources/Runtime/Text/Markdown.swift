/// Texts in Markdown; tables write themselves.
enum Markdown {
    /// As it stands, in a fence that no line of it closes.
    /// - Parameter language: what stands behind the fence.
    static func fenced(_ text: String, as language: String = "text") -> String {
        var mark = "```"
        while text.contains(mark) { mark += "`" }
        return "\(mark)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(mark)\n"
    }
}
