/// `bds fmt`: one way to write a script. Line breaks and comments stay where they are; blanks, indentation and runs of
/// blank lines become uniform; comments behind code are aligned.
///
/// Formatting twice changes nothing more, and a formatted script means what it meant.
///
/// What `bds 1` reads otherwise than `bds 2`, it rewrites for `bds 2`; a script in which there is nothing of the kind
/// stays one of `bds 1`. A script that says no version and that only `bds 1` can read is taken for one of `bds 1`.
public enum Formatter {
    /// What comes out.
    public struct Output: Sendable {
        /// The formatted text.
        public let text: String
        /// How many places of `bds 1` were rewritten.
        public let rewritten: Int
    }

    /// Throws the first syntax error as a `Diagnostic`: what cannot be read is left alone.
    /// - Parameter table: tells where an argument's value may be arithmetic; without it, anywhere.
    public static func format(_ source: SourceText, table: SignatureTable? = nil) throws(Diagnostic) -> Output {
        let reading = try Reading(of: source, parts: [0..<source.bytes.count], table)
        return Output(text: reading.layout(0), rewritten: reading.rewritings.count)
    }

    /// The same for the fenced blocks of a note; those with prompts, and everything around the blocks, stay as they are.
    public static func format(_ note: MarkdownNote, table: SignatureTable? = nil) throws(Diagnostic) -> Output {
        let source = note.source
        let blocks = note.blocks.filter { !Transcript.hasPrompts(source.bytes, $0.range) }
        let reading = try Reading(of: source, parts: blocks.map(\.range), table)
        var text = ""
        var end = 0
        for (index, block) in blocks.enumerated() {
            text += source.text(end..<block.range.lowerBound)
            for line in reading.layout(index).split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                text += (line.isEmpty ? "" : block.indent + line) + "\n"
            }
            end = block.range.upperBound
        }
        return Output(text: text + source.text(end..<source.bytes.count), rewritten: reading.rewritings.count)
    }

    /// The tokens of some parts of a text.
    private struct Reading {
        let source: SourceText
        let parts: [Range<Int>]
        let tokens: [[TakenToken]]
        /// What `bds 1` reads otherwise, the version left out.
        let rewritings: [Rewriting]
        private let versionRange: Range<Int>?

        init(of source: SourceText, parts: [Range<Int>], _ table: SignatureTable?) throws(Diagnostic) {
            do throws(Diagnostic) {
                try self.init(source, parts, table, .current)
            } catch {
                // Unless the text says its version, for which reading it once more changes nothing.
                guard let old = try? Reading(source, parts, table, .one) else { throw error }
                self = old
            }
        }

        private init(
            _ source: SourceText, _ parts: [Range<Int>], _ table: SignatureTable?, _ version: LanguageVersion
        ) throws(Diagnostic) {
            let index = table.map(CommandIndex.init)
            var version = version
            var tokens: [[TakenToken]] = []
            var rewritings: [Rewriting] = []
            var versionRange: Range<Int>?
            for part in parts {
                var parser = Parser(source, range: part, version: version)
                _ = parser.script()
                if let error = parser.diagnostics.first { throw error }
                version = parser.version
                tokens.append(parser.taken)
                rewritings += parser.rewritings.filter { index?.readsOtherwise($0) ?? true }
                versionRange = versionRange ?? parser.versionRange
            }
            self.source = source
            self.parts = parts
            self.tokens = tokens
            self.rewritings = rewritings
            self.versionRange = versionRange
        }

        func layout(_ index: Int) -> String {
            var rewritings = rewritings
            if !rewritings.isEmpty, let versionRange {
                let version = String(LanguageVersion.current.rawValue)
                rewritings.insert(Rewriting(range: versionRange, text: version, command: nil), at: 0)
            }
            var layout = Layout(bytes: source.bytes, range: parts[index], rewritings: rewritings)
            for token in tokens[index] { layout.add(token) }
            return layout.finish()
        }
    }

    private struct Line {
        var indent: Int
        var code = ""
        var comment = ""
        var isBlank: Bool { code.isEmpty && comment.isEmpty }
    }

    private struct Layout {
        let bytes: [UInt8]
        let range: Range<Int>
        let rewritings: [Rewriting]
        var lines: [Line] = []
        var current = Line(indent: 0)
        var previous: TakenToken?
        /// The line of each open bracket: brackets opened in one line indent once.
        var open: [Int] = []
        var openers: [UInt8] = []

        mutating func add(_ token: TakenToken) {
            layGap(from: previous?.range.upperBound ?? range.lowerBound, to: token.range.lowerBound, before: token)
            let closes = isCloser(token)
            if closes { _ = open.popLast() }
            if current.code.isEmpty {
                current.indent = indent(leading: closes)
            } else if let previous, !previous.tight.contains(.after), !token.tight.contains(.before) {
                current.code += " "
            }
            current.code += Rewriting.apply(rewritings, to: token.range, of: bytes)
            if isOpener(token) { open.append(lines.count) }
            previous = token
        }

        mutating func finish() -> String {
            layGap(from: previous?.range.upperBound ?? range.lowerBound, to: range.upperBound, before: nil)
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

        init(bytes: [UInt8], range: Range<Int>, rewritings: [Rewriting]) {
            self.bytes = bytes
            self.range = range
            self.rewritings = rewritings
        }

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
                case UInt8(ascii: "\r") where offset + 1 < end && bytes[offset + 1] == UInt8(ascii: "\n"): offset += 1
                case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                    endLine()
                    offset += 1
                case UInt8(ascii: "#"):
                    var stop = offset
                    while stop < end, !Lexer.endsLine(bytes[stop]) { stop += 1 }
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
