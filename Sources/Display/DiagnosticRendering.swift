import Language

/// Diagnostics as people read them:
///
///     error: `sample` has no argument `topp`
///       --> night.bds:34:19
///        |
///     34 | sample $v1 n=1000 topp=0.9
///        |                   ^^^^
///        = help: did you mean `top_p`?
public struct DiagnosticRenderer: Sendable {
    /// Whether and in which colours.
    public let style: Style

    /// A renderer for a terminal that shows colours, or for plain text.
    public init(_ style: Style = .plain) { self.style = style }

    /// How many are written out; of the rest the number is told.
    public static let limit = 50

    /// All of them, a blank line between two; ends with a line end unless there are none.
    public func render(_ diagnostics: [Diagnostic]) -> String {
        var parts = diagnostics.prefix(Self.limit).map(render)
        if diagnostics.count > Self.limit { parts.append("… and \(diagnostics.count - Self.limit) more\n") }
        return parts.joined(separator: "\n")
    }

    /// One of them, with its notes and its hint; ends with a line end.
    public func render(_ diagnostic: Diagnostic) -> String {
        let isError = diagnostic.severity == .error
        let ink: Style.Ink = isError ? .red : .yellow
        let title = style.paint(isError ? "error" : "warning", ink)
        let gutter = gutter(of: [diagnostic.span] + diagnostic.notes.compactMap(\.span))
        var lines = [title + style.paint(": \(diagnostic.message.printable)", .bold)]
        lines += excerpt(diagnostic.span, gutter: gutter, ink: ink, mark: "^")
        for note in diagnostic.notes {
            if let span = note.span {
                lines.append(style.paint("note", .cyan) + ": \(note.message.printable)")
                lines += excerpt(span, gutter: gutter, ink: .cyan, mark: "-")
            } else {
                lines.append(margin(gutter, "= ") + style.paint("note", .cyan) + ": \(note.message.printable)")
            }
        }
        if let hint = diagnostic.hint {
            lines.append(margin(gutter, "= ") + style.paint("help", .green) + ": \(hint.printable)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Columns that the largest line number takes.
    private func gutter(of spans: [Span]) -> Int {
        spans.map { String($0.source.line(at: $0.range.lowerBound) + 1).count }.max() ?? 1
    }

    private func margin(_ gutter: Int, _ text: String) -> String {
        String(repeating: " ", count: gutter + 1) + style.paint(text, .blue)
    }

    private func excerpt(_ span: Span, gutter: Int, ink: Style.Ink, mark: String) -> [String] {
        let source = span.source
        let position = source.position(at: span.range.lowerBound)
        let lineRange = source.range(ofLine: position.line - 1)
        let number = String(position.line)
        let padded = String(repeating: " ", count: gutter - number.count) + number
        let column = style.paint("|", .blue)
        let blank = String(repeating: " ", count: gutter + 1)
        // The part of the line before the underlined one, that one, and the rest, as they are shown.
        let start = min(max(span.range.lowerBound, lineRange.lowerBound), lineRange.upperBound)
        let end = min(max(span.range.upperBound, start), lineRange.upperBound)
        let window = Self.window(of: source, lineRange, around: start..<end)
        let cutBefore = window.lowerBound > lineRange.lowerBound
        let before =
            (cutBefore ? "…" : "") + Self.expanded(source.text(window.lowerBound..<start), from: cutBefore ? 1 : 0)
        let offset = TextWidth.columns(before)
        let markedEnd = min(end, window.upperBound)
        let marked = Self.expanded(source.text(start..<markedEnd), from: offset)
        let markedWidth = max(1, TextWidth.columns(marked))
        let after =
            Self.expanded(source.text(markedEnd..<window.upperBound), from: offset + markedWidth)
            + (window.upperBound < lineRange.upperBound ? "…" : "")
        return [
            String(repeating: " ", count: gutter) + style.paint("-->", .blue)
                + " \(source.name.printable):\(position.line):\(position.column)",
            blank + column,
            "\(style.paint(padded, .blue)) \(column) \(before)\(marked)\(after)".trimmedEnd,
            "\(blank)\(column) " + String(repeating: " ", count: offset)
                + style.paint(String(repeating: mark, count: markedWidth), ink),
        ]
    }

    /// Of a very long line only the surroundings of the underlined part.
    private static func window(of source: SourceText, _ line: Range<Int>, around part: Range<Int>) -> Range<Int> {
        guard line.count > 400 else { return line }
        var start = max(line.lowerBound, part.lowerBound - 80)
        var end = min(line.upperBound, min(part.upperBound, part.lowerBound + 200) + 80)
        // Not within a character's bytes.
        while start > line.lowerBound, source.bytes[start] & 0xC0 == 0x80 { start -= 1 }
        while end < line.upperBound, source.bytes[end] & 0xC0 == 0x80 { end += 1 }
        return start..<end
    }

    /// Tabs as blanks, what a terminal would obey as a visible stand-in of one column, so that carets stand where they should.
    private static func expanded(_ text: String, from column: Int) -> String {
        var result = ""
        var column = column
        for character in text {
            if character == "\t" {
                let width = 4 - column % 4
                result += String(repeating: " ", count: width)
                column += width
            } else if character.unicodeScalars.contains(where: \.isTerminalCommand) {
                result += "\u{FFFD}"
                column += 1
            } else {
                result.append(character)
                column += TextWidth.width(of: character)
            }
        }
        return result
    }
}

extension String {
    var trimmedEnd: String {
        var result = self
        while result.last == " " { result.removeLast() }
        return result
    }
}
