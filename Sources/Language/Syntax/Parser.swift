/// Text to syntax tree, by recursive descent; `Grammar.text` is the grammar, each function repeats its rule.
///
/// A statement that cannot be parsed is reported once and skipped, so that the rest is still checked. The functions
/// are spread over `ParserStatements`, `ParserCommands` and `ParserExpressions`.
struct Parser {
    /// Levels of blocks, brackets and operators one within another.
    static let depthLimit = 64

    let source: SourceText
    var lexer: Lexer
    /// The end of the last token taken, or where reading began.
    var offset: Int
    var newlinesMatter = true
    var depth = 0
    /// What is open, innermost last: opener and what it is.
    var open: [Opener] = []

    private(set) var diagnostics: [Diagnostic] = []
    /// The first error, if the text merely ended too early for it.
    private(set) var endedEarly: [Opener]?
    /// Set when an error at the end of the text has been told: all that is still open is the same mistake.
    private var toldAtEnd = false
    /// Every token taken, in order, for the formatter.
    private(set) var taken: [TakenToken] = []
    /// What may stand at the end of the text, noted when the parser gets there; for completion.
    var contextAtEnd: GrammarContext?
    /// The argument that is being read.
    var enclosingArgument: GrammarContext?

    /// How the text is to be read: `bds 1` at its top sets it.
    var version: LanguageVersion
    /// Where the text says so itself.
    var versionRange: Range<Int>?
    /// What `bds 1` reads otherwise.
    private(set) var rewritings: [Rewriting] = []
    /// Where text holds a brace that `bds 1` took for a brace.
    var newBraces: [Range<Int>] = []
    /// The words of the command whose arguments are being read.
    var enclosingWords: [String] = []

    private var peeked: (offset: Int, mode: Lexer.Mode, newlines: Bool, token: Token)?

    /// Reads `range` of `bytes`, which has the length of the source's and may have parts of it blanked.
    init(
        _ source: SourceText, bytes: [UInt8]? = nil, range: Range<Int>? = nil, version: LanguageVersion = .current
    ) {
        self.source = source
        self.version = version
        let bytes = bytes ?? source.bytes
        self.lexer = Lexer(bytes: bytes, end: min(range?.upperBound ?? bytes.count, bytes.count))
        self.offset = range?.lowerBound ?? 0
    }

    // MARK: Tokens

    /// The next token, not taken.
    mutating func peek(_ mode: Lexer.Mode) -> Token {
        if let peeked, peeked.offset == offset, peeked.mode == mode, peeked.newlines == newlinesMatter {
            return peeked.token
        }
        let start = lexer.skipTrivia(from: offset, newlinesMatter: newlinesMatter)
        let token = lexer.token(at: start, mode: mode)
        peeked = (offset, mode, newlinesMatter, token)
        return token
    }

    @discardableResult
    mutating func take(_ token: Token, tight: Tightness = []) -> Token {
        offset = token.range.upperBound
        switch token.kind {
        case .newline, .end: break
        default: taken.append(TakenToken(range: token.range, tight: tight, kind: token.kind))
        }
        return token
    }

    /// Takes the symbol if it is next.
    mutating func take(_ symbol: Token.Symbol, tight: Tightness = []) -> Token? {
        let token = peek(.following)
        return token.is(symbol) ? take(token, tight: tight) : nil
    }

    mutating func take(word: String) -> Token? {
        let token = peek(.following)
        return token.kind == .word && text(token) == word ? take(token) : nil
    }

    func text(_ token: Token) -> String { text(token.range) }
    func text(_ range: Range<Int>) -> String { String(decoding: lexer.bytes[range], as: UTF8.self) }

    /// Whether the next byte follows the last token without a blank between.
    var nextByte: UInt8? { lexer.byte(offset) }

    /// Replaces the tokens taken since `count` by one: a string with its parts.
    mutating func mergeTaken(since count: Int, _ range: Range<Int>) {
        taken.removeSubrange(min(count, taken.count)...)
        taken.append(TakenToken(range: range, tight: [], kind: .quote))
    }

    var takenCount: Int { taken.count }

    // MARK: Openers

    mutating func skipNewlines() {
        while peek(.following).kind == .newline { take(peek(.following)) }
    }

    /// Runs `body` with line ends counting or not.
    mutating func withNewlines<T>(_ matter: Bool, _ body: (inout Parser) throws(SyntaxError) -> T) throws(SyntaxError)
        -> T
    {
        let before = newlinesMatter
        newlinesMatter = matter
        defer { newlinesMatter = before }
        return try body(&self)
    }

    /// One level deeper; an error beyond the limit.
    mutating func nested<T>(at range: Range<Int>, _ body: (inout Parser) throws(SyntaxError) -> T) throws(SyntaxError)
        -> T
    {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw SyntaxError(problem: .tooDeep, range: range) }
        return try body(&self)
    }

    /// Takes what closes `opener`, or throws an error that points at both.
    mutating func close(_ closer: Token.Symbol, opener: Token) throws(SyntaxError) -> Token {
        let token = peek(.following)
        if token.is(closer) {
            _ = open.popLast()
            return take(token, tight: closer == .closeBrace ? [] : [.before])
        }
        let opener = Span(source, opener.range)
        if token.kind == .end {
            throw SyntaxError(problem: .unclosed(opener: opener), range: token.range, isAtEnd: true)
        }
        throw SyntaxError(
            problem: .mismatched(opener: opener, closer: closer.rawValue, found: describe(token)), range: token.range)
    }

    // MARK: Errors

    func describe(_ token: Token) -> String {
        switch token.kind {
        case .end: return "the end of the text"
        case .newline: return "the end of the line"
        case .quote: return "text"
        default:
            let spelling = text(token)
            return spelling.count > 40 ? "`\(spelling.prefix(40))…`" : "`\(spelling)`"
        }
    }

    /// What stands at `token` instead of `what`.
    mutating func expected(_ what: String, at token: Token) -> SyntaxError {
        if let problem = unexpected(token) { return SyntaxError(problem: problem, range: token.range) }
        return SyntaxError(
            problem: .expected(what, found: describe(token)), range: token.range, isAtEnd: token.kind == .end)
    }

    private func unexpected(_ token: Token) -> SyntaxProblem? {
        guard token.kind == .unexpected, let byte = lexer.byte(token.range.lowerBound) else { return nil }
        if let lookalike = Lookalike(lexer, at: token.range.lowerBound) { return .lookalike(lookalike) }
        if byte == UInt8(ascii: "!") { return .foreignOperator("!", instead: "not") }
        if byte == UInt8(ascii: "\\") {
            let next = lexer.skipTrivia(from: token.range.upperBound, newlinesMatter: true)
            if lexer.byte(next).map(Lexer.endsLine) ?? true { return .lineGoesOn }
        }
        if byte == UInt8(ascii: "'") { return .singleQuote }
        if byte < 0x20 || byte == 0x7F {
            let digits = String(byte, radix: 16, uppercase: true)
            return .unexpectedBytes(
                "the control character U+\(String(repeating: "0", count: 4 - digits.count))\(digits)")
        }
        return .unexpectedBytes("`\(text(token))`")
    }

    /// `bds 2` writes `text` for what stands there.
    mutating func becomes(_ text: String, at range: Range<Int>, inArgument: Bool = false) {
        // A place is read again where the first attempt took it for something else.
        if rewritings.contains(where: { $0.range == range }) { return }
        rewritings.append(Rewriting(range: range, text: text, command: inArgument ? enclosingWords : nil))
    }

    mutating func report(_ error: SyntaxError) {
        if error.isAtEnd {
            guard !toldAtEnd else { return }
            toldAtEnd = true
            if diagnostics.isEmpty { endedEarly = open }
        }
        diagnostics.append(
            Diagnostic(.error, error.problem, at: Span(source, visible(error.range)), subject: error.subject))
    }

    /// At the end of the text there is nothing to underline but the place after the last token.
    private func visible(_ range: Range<Int>) -> Range<Int> {
        guard range.isEmpty || lexer.byte(range.lowerBound).map(Lexer.endsLine) ?? false else { return range }
        var end = min(range.lowerBound, lexer.end)
        while end > 0, " \t\r\n".utf8.contains(lexer.bytes[end - 1]) { end -= 1 }
        return end..<end
    }

    /// Notes what may stand where the text ends.
    mutating func note(_ context: @autoclosure () -> GrammarContext, _ token: Token) {
        if token.kind == .end, contextAtEnd == nil { contextAtEnd = context() }
    }
}

/// Something open: a block, a bracket, a string.
public struct Opener: Sendable {
    /// Its spelling: `{`, `(`, `[`, `|`.
    public let text: String
    /// Where it stands.
    public let span: Span
}

/// How close a token stands to its neighbours.
struct Tightness: OptionSet, Sendable {
    let rawValue: Int
    static let before = Tightness(rawValue: 1)
    static let after = Tightness(rawValue: 2)
}

struct TakenToken: Sendable {
    let range: Range<Int>
    let tight: Tightness
    let kind: Token.Kind
}

/// A place in the grammar, for completion.
enum GrammarContext: Sendable {
    case statement
    /// Where a command or a value may stand: the right side of `let`, after `(`.
    case right
    case command
    /// After some arguments of a command (its items so far); `name`: within `name=…`.
    case argument(items: [WrittenCommand.Item], isPiped: Bool, name: String?)
    case expression
    /// In a call of a function, behind so many arguments.
    case call(String, Int)
    /// After `expression.`
    case field(Expression)
    case variable
    case keyword([String])
    case module
    case newName
    case type
}
