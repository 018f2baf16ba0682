import Display

/// What TAB offers.
struct Candidates {
    struct Entry: Equatable {
        /// What the word becomes.
        let text: String
        let summary: String
        /// False when more of the same word may follow: a folder, `name=`.
        let isWhole: Bool
    }

    /// Where the word begins that they stand for, a UTF-8 offset of the text.
    let start: Int
    let entries: [Entry]

    static let none = Candidates(start: 0, entries: [])

    /// What all begin with.
    var common: String {
        guard var common = entries.first?.text else { return "" }
        for entry in entries { common = common.commonPrefix(with: entry.text) }
        return common
    }

    /// More than these would scroll the question away.
    private static let shown = 60

    /// One a line, with its description as far as the terminal is wide.
    func text(width: Int) -> String {
        let shown = entries.prefix(Self.shown)
        let widest = min(shown.map { TextWidth.columns($0.text) }.max() ?? 0, width / 2)
        var lines = shown.map { entry in
            let padding = String(repeating: " ", count: max(0, widest - TextWidth.columns(entry.text)))
            return Self.cut(entry.text + (entry.summary.isEmpty ? "" : padding + "  " + entry.summary), width - 1)
        }
        if entries.count > shown.count { lines.append("… and \(entries.count - shown.count) more") }
        return lines.map { $0.printable + "\n" }.joined()
    }

    private static func cut(_ line: String, _ width: Int) -> String {
        guard TextWidth.columns(line) > width else { return line }
        var kept = ""
        for character in line {
            if TextWidth.columns(kept) + TextWidth.columns(String(character)) >= width { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
