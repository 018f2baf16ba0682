/// A parsed script, not yet checked.
///
///     let script = Script(SourceText(name: "night.bds", text: "load checkpoint small.pt\nsample n=8 | save"))
///     let checked = session.check(script)
public struct Script {
    /// The text it was read from: a file, a line, a whole note.
    public let source: SourceText
    /// What the parser found wrong.
    public let diagnostics: [Diagnostic]
    /// How it was read.
    public let version: LanguageVersion
    let statements: [Statement]
    /// What `bds 1` reads otherwise than `bds 2`, where this is a script of `bds 1`.
    let rewritings: [Rewriting]
    /// Where a text that says no version holds braces that `bds 1` took for braces.
    let newBraces: [Range<Int>]
    /// What of the source is script, in order.
    private let parts: [Range<Int>]
    private let bytes: [UInt8]

    /// Parses the whole source; what cannot be parsed is told in `diagnostics`.
    public init(_ source: SourceText) {
        self.init(source, bytes: source.bytes, parts: [0..<source.bytes.count])
    }

    /// Reads `parts` of the source one after another; `bytes` may have more of it blanked. `version` is that of a text
    /// which says none; what says one holds for the parts after it.
    init(_ source: SourceText, bytes: [UInt8], parts: [Range<Int>], version: LanguageVersion = .current) {
        self.source = source
        self.parts = parts
        self.bytes = bytes
        var statements: [Statement] = []
        var diagnostics: [Diagnostic] = []
        var version = version
        var isPinned = false
        var rewritings: [Rewriting] = []
        var newBraces: [Range<Int>] = []
        for part in parts {
            var parser = Parser(source, bytes: bytes, range: part, version: version)
            statements += parser.script()
            diagnostics += parser.diagnostics
            version = parser.version
            isPinned = isPinned || parser.versionRange != nil
            rewritings += parser.rewritings
            newBraces += parser.newBraces
        }
        self.statements = statements
        self.diagnostics = diagnostics
        self.version = version
        self.rewritings = rewritings
        self.newBraces = isPinned ? [] : newBraces
    }

    /// The script alone, without the prose of a note around it.
    public var text: String { parts.map { String(decoding: bytes[$0], as: UTF8.self) }.joined() }

    /// A statement as it was written, for whoever keeps what was run.
    public struct Written: Sendable {
        /// The comments that stand before it, those at the end of the text with its last statement.
        public let comments: [String]
        /// As it stands in the source; of a script of `bds 1`, as `bds 2` writes it.
        public let text: String
        /// Where it stands.
        public let span: Span
    }

    /// The statements in order, the version left out.
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
                text: Rewriting.apply(rewritings, to: statement.range, of: bytes), span: Span(source, statement.range))
        }
    }

    /// A `param` of the script, as `bds help FILE` shows it.
    public struct Setting: Sendable {
        /// Its name.
        public let name: String
        /// Its type as it is written; nil without one.
        public let type: String?
        /// Its default as it is written; nil without one.
        public let fallback: String?
        /// Whether it takes what is left of the arguments.
        public let takesRest: Bool
        /// The lines `## …` above it.
        public let text: String
    }

    /// The script's `param`s in order.
    public var parameters: [Setting] {
        statements.compactMap { statement in
            guard case .parameter(let parameter) = statement.kind else { return nil }
            var lines: [String] = []
            var line = source.line(at: statement.range.lowerBound) - 1
            while line >= 0, case let text = source.text(source.range(ofLine: line)).trimmed, text.hasPrefix("##") {
                lines.insert(String(text.drop { $0 == "#" }).trimmed, at: 0)
                line -= 1
            }
            return Setting(
                name: parameter.name.text, type: parameter.type.map { source.text($0.range) },
                fallback: parameter.fallback.map { source.text($0.range) }, takesRest: parameter.takesRest,
                text: lines.joined(separator: " "))
        }
    }

    /// The comment that the text begins with, without its signs.
    public var introduction: String {
        var lines: [String] = []
        for line in 0..<source.lineCount {
            let text = source.text(source.range(ofLine: line)).trimmed
            guard text.hasPrefix("#"), !text.hasPrefix("#!") || line > 0 else {
                if line == 0, text.hasPrefix("#!") { continue }
                break
            }
            lines.append(text)
        }
        // What stands right above a param belongs to it.
        let next = source.line(at: statements.first?.range.lowerBound ?? 0)
        if case .parameter? = statements.first?.kind, next == lines.count {
            while lines.last?.hasPrefix("##") == true { lines.removeLast() }
        }
        return lines.map { line in
            let content = line.drop { $0 == "#" }
            return String(content.first == " " ? content.dropFirst() : content)
        }.joined(separator: "\n")
    }

    /// Whether there is nothing to run: blank, or comments only.
    public var isEmpty: Bool { statements.isEmpty }
}
