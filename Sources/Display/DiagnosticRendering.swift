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
    public let style: Style

    public init(_ style: Style = .plain) { self.style = style }

    /// All of them, a blank line between two; ends with a line end unless there are none.
    public func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined(separator: "\n")
    }

    public func render(_ diagnostic: Diagnostic) -> String {
        let isError = diagnostic.severity == .error
        let ink: Style.Ink = isError ? .red : .yellow
        let title = style.paint(isError ? "error" : "warning", ink)
        let gutter = gutter(of: [diagnostic.span] + diagnostic.notes.compactMap(\.span))
        var lines = [title + style.paint(": \(Self.printable(diagnostic.message))", .bold)]
        lines += excerpt(diagnostic.span, gutter: gutter, ink: ink, mark: "^")
        for note in diagnostic.notes {
            if let span = note.span {
                lines.append(style.paint("note", .cyan) + ": \(Self.printable(note.message))")
                lines += excerpt(span, gutter: gutter, ink: .cyan, mark: "-")
            } else {
                lines.append(margin(gutter, "= ") + style.paint("note", .cyan) + ": \(Self.printable(note.message))")
            }
        }
        if let hint = diagnostic.hint {
            lines.append(margin(gutter, "= ") + style.paint("help", .green) + ": \(Self.printable(hint))")
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
        let before = Self.expanded(source.text(lineRange.lowerBound..<start), from: 0)
        let beforeWidth = TextWidth.columns(before)
        let marked = Self.expanded(source.text(start..<end), from: beforeWidth)
        let markedWidth = max(1, TextWidth.columns(marked))
        let after = Self.expanded(source.text(end..<lineRange.upperBound), from: beforeWidth + markedWidth)
        let window = Self.window(before: before, marked: marked, after: after)
        return [
            String(repeating: " ", count: gutter) + style.paint("-->", .blue)
                + " \(Self.printable(source.name)):\(position.line):\(position.column)",
            blank + column,
            "\(style.paint(padded, .blue)) \(column) \(window.text)".trimmedEnd,
            "\(blank)\(column) " + String(repeating: " ", count: window.offset)
                + style.paint(String(repeating: mark, count: min(markedWidth, window.limit)), ink),
        ]
    }

    /// Of a very long line only the surroundings.
    private static func window(before: String, marked: String, after: String) -> (text: String, offset: Int, limit: Int) {
        let limit = 240
        let whole = before + marked + after
        guard whole.count > limit else { return (whole, TextWidth.columns(before), limit) }
        let head = before.count > 80 ? "…" + before.suffix(60) : before
        let tail = after.count > 60 ? after.prefix(60) + "…" : after
        return (head + marked.prefix(100) + tail, TextWidth.columns(head), max(1, TextWidth.columns(marked.prefix(100))))
    }

    /// Tabs as blanks, control characters as a visible stand-in of one column, so that carets stand where they should.
    private static func expanded(_ text: String, from column: Int) -> String {
        var result = ""
        var column = column
        for character in text {
            if character == "\t" {
                let width = 4 - column % 4
                result += String(repeating: " ", count: width)
                column += width
            } else if let scalar = character.unicodeScalars.first, scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
                result += "\u{FFFD}"
                column += 1
            } else {
                result.append(character)
                column += TextWidth.width(of: character)
            }
        }
        return result
    }

    /// Without the control characters that a file may have put into a name or message.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "\u{FFFD}" : $0 }))
    }
}

extension String {
    var trimmedEnd: String {
        var result = self
        while result.last == " " { result.removeLast() }
        return result
    }
}
