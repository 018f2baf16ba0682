/// A parsed script, not yet checked.
///
///     let script = Script(SourceText(name: "night.bds", text: "load checkpoint small.pt\nsample n=8 | save"))
///     let checked = session.check(script)
public struct Script {
    /// The text it was read from: a file, a line, a whole note.
    public let source: SourceText
    /// What the parser found wrong.
    public let diagnostics: [Diagnostic]
    let statements: [Statement]
    /// What of the source is script, in order.
    private let parts: [Range<Int>]
    private let bytes: [UInt8]

    /// Parses the whole source; what cannot be parsed is told in `diagnostics`.
    public init(_ source: SourceText) {
        self.init(source, bytes: source.bytes, parts: [0..<source.bytes.count])
    }

    /// Reads `parts` of the source one after another; `bytes` may have more of it blanked.
    init(_ source: SourceText, bytes: [UInt8], parts: [Range<Int>]) {
        self.source = source
        self.parts = parts
        self.bytes = bytes
        var statements: [Statement] = []
        var diagnostics: [Diagnostic] = []
        for part in parts {
            var parser = Parser(source, bytes: bytes, range: part)
            statements += parser.script()
            diagnostics += parser.diagnostics
        }
        self.statements = statements
        self.diagnostics = diagnostics
    }

    /// The script alone, without the prose of a note around it.
    public var text: String { parts.map { String(decoding: bytes[$0], as: UTF8.self) }.joined() }

    /// A statement as it was written, for whoever keeps what was run.
    public struct Written: Sendable {
        /// The comments that stand before it, those at the end of the text with its last statement.
        public let comments: [String]
        /// As it stands in the source.
        public let text: String
        /// Where it stands.
        public let span: Span
    }

    /// The statements in order, `bds 1` left out.
    public var written: [Written] {
        var end = 0
        return statements.compactMap { statement in
            var gaps = [min(end, statement.range.lowerBound)..<statement.range.lowerBound]
            end = statement.range.upperBound
            if end == statements.last?.range.upperBound { gaps.append(end..<max(end, bytes.count)) }
            let between = gaps.flatMap { gap in
                parts.map { String(decoding: bytes[$0.clamped(to: gap)], as: UTF8.self) }
            }
            .joined(separator: "\n")
            if case .version = statement.kind { return nil }
            let lines = between.split(whereSeparator: \.isNewline).map { String($0).trimmed }
            return Written(
                comments: lines.filter { $0.hasPrefix("#") },
                text: String(decoding: bytes[statement.range], as: UTF8.self), span: Span(source, statement.range))
        }
    }

    /// Whether there is nothing to run: blank, or comments only.
    public var isEmpty: Bool { statements.isEmpty }
}
