/// `bds fmt`: one way to write a script. Line breaks and comments stay where they are; blanks, indentation and runs of
/// blank lines become uniform; comments behind code are aligned.
///
/// Formatting twice changes nothing more, and a formatted script means what it meant.
public enum Formatter {
    /// Throws the first syntax error as a `Diagnostic`: what cannot be read is left alone.
    public static func format(_ source: SourceText) throws(Diagnostic) -> String {
        var parser = Parser(source)
        _ = parser.script()
        if let error = parser.diagnostics.first { throw error }
        var layout = Layout(bytes: source.bytes)
        for token in parser.taken { layout.add(token) }
        return layout.finish()
    }

    private struct Line {
        var indent: Int
        var code = ""
        var comment = ""
        var isBlank: Bool { code.isEmpty && comment.isEmpty }
    }

    private struct Layout {
        let bytes: [UInt8]
        var lines: [Line] = []
        var current = Line(indent: 0)
        var previous: TakenToken?
        /// The line of each open bracket: brackets opened in one line indent once.
        var open: [Int] = []
        var openers: [UInt8] = []

        mutating func add(_ token: TakenToken) {
            layGap(from: previous?.range.upperBound ?? 0, to: token.range.lowerBound, before: token)
            let closes = isCloser(token)
            if closes { _ = open.popLast() }
            if current.code.isEmpty {
                current.indent = indent(leading: closes)
            } else if let previous, !previous.tight.contains(.after), !token.tight.contains(.before) {
                current.code += " "
            }
            current.code += String(decoding: bytes[token.range], as: UTF8.self)
            if isOpener(token) { open.append(lines.count) }
            previous = token
        }

        mutating func finish() -> String {
            layGap(from: previous?.range.upperBound ?? 0, to: bytes.count, before: nil)
            endLine()
            while lines.last?.isBlank == true { lines.removeLast() }
            alignComments()
            return lines.map { line in
                let text = line.code + line.comment
                return text.isEmpty ? "\n" : String(repeating: " ", count: 2 * line.indent) + text + "\n"
            }.joined()
        }

        private func indent(leading: Bool) -> Int {
            var levels = Set(open).count
            // A line that goes on after `|`, `=` or a comma outside brackets.
            if !leading, continues { levels += 1 }
            return levels
        }

        private var continues: Bool {
            guard let previous else { return false }
            switch previous.kind {
            case .symbol(.pipe), .symbol(.assign): return true
            // Outside ( ) and [ ], which indent by themselves: `print a,` goes on.
            case .symbol(.comma): return openers.last ?? UInt8(ascii: "{") == UInt8(ascii: "{")
            default: return false
            }
        }

        init(bytes: [UInt8]) { self.bytes = bytes }

        private mutating func isCloser(_ token: TakenToken) -> Bool {
            switch token.kind {
            case .symbol(.closeBrace), .symbol(.closeBracket), .symbol(.closeParenthesis):
                _ = openers.popLast()
                return true
            default: return false
            }
        }

        private mutating func isOpener(_ token: TakenToken) -> Bool {
            switch token.kind {
            case .symbol(.openBrace), .symbol(.openBracket), .symbol(.openParenthesis):
                openers.append(bytes[token.range.lowerBound])
                return true
            default: return false
            }
        }

        /// Comments and line ends between two tokens.
        private mutating func layGap(from start: Int, to end: Int, before token: TakenToken?) {
            var offset = start
            while offset < end {
                switch bytes[offset] {
                case UInt8(ascii: "\n"):
                    endLine()
                    offset += 1
                case UInt8(ascii: "#"):
                    var stop = offset
                    while stop < end, bytes[stop] != UInt8(ascii: "\n") { stop += 1 }
                    var last = stop
                    while last > offset, " \t\r".utf8.contains(bytes[last - 1]) { last -= 1 }
                    if current.code.isEmpty { current.indent = indent(leading: false) }
                    current.comment = String(decoding: bytes[offset..<last], as: UTF8.self)
                    offset = stop
                default: offset += 1
                }
            }
        }

        private mutating func endLine() {
            if current.isBlank, lines.last?.isBlank ?? true {
                current = Line(indent: 0)
                return
            }
            lines.append(current)
            current = Line(indent: 0)
        }

        /// Comments behind code: two blanks at least, and one column for neighbouring lines.
        private mutating func alignComments() {
            var index = 0
            while index < lines.count {
                var end = index
                while end < lines.count, !lines[end].code.isEmpty, !lines[end].comment.isEmpty { end += 1 }
                let width = (index..<end).map { 2 * lines[$0].indent + lines[$0].code.count }.max() ?? 0
                for line in index..<end {
                    let blanks = width + 2 - 2 * lines[line].indent - lines[line].code.count
                    lines[line].comment = String(repeating: " ", count: blanks) + lines[line].comment
                }
                index = max(end, index + 1)
            }
        }
    }
}
