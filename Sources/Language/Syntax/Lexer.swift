/// A piece of a script.
struct Token: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case end
        case newline
        case int(Int)
        case float(Double)
        /// Digits that no `Int` holds.
        case tooLarge
        /// A bare word: a command's name, a symbol, a path, a glob, `_`.
        case word
        /// `$name`; the range includes the `$`, which may stand alone (`name` empty).
        case variable
        /// The opening quote of a string; the parser reads its parts.
        case quote
        case symbol(Symbol)
        /// Bytes that begin nothing.
        case unexpected
    }

    enum Symbol: String, Sendable, Hashable, CaseIterable {
        // Longer spellings before their prefixes: the lexer takes the first that matches.
        case rangeBelow = "..<"
        case rangeThrough = "..="
        case chain = "&&"
        case equal = "=="
        case notEqual = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case floorDivide = "//"
        case less = "<"
        case greater = ">"
        case assign = "="
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divide = "/"
        case remainder = "%"
        case openParenthesis = "("
        case closeParenthesis = ")"
        case openBracket = "["
        case closeBracket = "]"
        case openBrace = "{"
        case closeBrace = "}"
        case comma = ","
        case pipe = "|"
        case semicolon = ";"
        case colon = ":"
        case question = "?"
        case dot = "."

        var bytes: [UInt8] { Array(rawValue.utf8) }
    }

    let kind: Kind
    let range: Range<Int>

    func `is`(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }
}

/// Cuts text into tokens, one at a time, as the parser asks for them.
///
/// What a byte begins depends on where it stands: `*_samples.pt` and `/data/x.pt` are words where a value may begin,
/// and `$n * 2` and `$n / 2` are arithmetic. So the parser says which it is.
struct Lexer: Sendable {
    enum Mode: Sendable, Hashable {
        /// Where an argument of a command begins: `2026-02-19_run/x.pt` is one word.
        case argument
        /// Where a value in an expression begins: `3-1` is arithmetic.
        case operand
        /// Where an operator, a separator or a keyword may follow.
        case following
    }

    let bytes: [UInt8]
    /// Where the text to read ends.
    let end: Int

    private static let symbols: [(Token.Symbol, [UInt8])] = Token.Symbol.allCases.map { ($0, $0.bytes) }

    // MARK: Trivia

    /// The first offset at or after `offset` that is no blank, comment or (unless they matter) line end.
    func skipTrivia(from offset: Int, newlinesMatter: Bool) -> Int {
        var offset = offset
        while offset < end {
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
            case UInt8(ascii: "\r") where byte(offset + 1) == UInt8(ascii: "\n"): offset += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if newlinesMatter { return offset }
                offset += 1
            case UInt8(ascii: "#"): offset = endOfLine(from: offset)
            case 0xEF where offset == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]): offset += 3  // a byte order mark
            default: return offset
            }
        }
        return end
    }

    /// comment = "#", { any character but a line end } ;
    func endOfLine(from offset: Int) -> Int {
        var offset = offset
        while offset < end, !Self.endsLine(bytes[offset]) { offset += 1 }
        return offset
    }

    /// LF, CRLF and CR end lines.
    static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    // MARK: Tokens

    /// The token that begins at `start`, which is past trivia.
    func token(at start: Int, mode: Mode) -> Token {
        guard start < end else { return Token(kind: .end, range: end..<end) }
        let byte = bytes[start]
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return Token(kind: .newline, range: start..<start + 1)
        case UInt8(ascii: "\""): return Token(kind: .quote, range: start..<start + 1)
        case UInt8(ascii: "$"): return Token(kind: .variable, range: start..<identifierEnd(from: start + 1))
        default: break
        }
        if let lookalike = Lookalike(self, at: start) {
            return Token(kind: .unexpected, range: start..<start + lookalike.length)
        }
        if mode == .following {
            if let symbol = symbol(at: start) { return symbol }
            if Self.isWordByte(byte) { return Token(kind: .word, range: start..<wordEnd(from: start)) }
        } else {
            if let number = number(at: start, mode: mode) { return number }
            if beginsWord(start, mode: mode) { return Token(kind: .word, range: start..<wordEnd(from: start)) }
            if let symbol = symbol(at: start) { return symbol }
        }
        return Token(kind: .unexpected, range: start..<unexpectedEnd(from: start))
    }

    private func symbol(at start: Int) -> Token? {
        for (symbol, spelling) in Self.symbols where start + spelling.count <= end {
            if bytes[start..<start + spelling.count].elementsEqual(spelling) {
                return Token(kind: .symbol(symbol), range: start..<start + spelling.count)
            }
        }
        return nil
    }

    // MARK: Words

    static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            return true
        default: return false
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// A digit or a sign before one.
    static func isNumberByte(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "-") }

    /// `*` and `?` make globs; `#` within a word belongs to it (`note.md#name`).
    static func isWordByte(_ byte: UInt8) -> Bool {
        isIdentifierByte(byte) || "./~*?-@#".utf8.contains(byte)
    }

    func byte(_ offset: Int) -> UInt8? { offset >= 0 && offset < end ? bytes[offset] : nil }

    private func beginsWord(_ start: Int, mode: Mode) -> Bool {
        let byte = bytes[start]
        if Self.isIdentifierByte(byte) { return true }
        let next = self.byte(start + 1).map(Self.isWordByte) ?? false
        switch byte {
        case UInt8(ascii: "~"): return true
        case UInt8(ascii: "."): return next && !beginsRangeOperator(start)
        case UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "?"):
            return next || mode == .argument && byte == UInt8(ascii: "/")
        case UInt8(ascii: "-"): return mode == .argument && next
        default: return false
        }
    }

    func beginsRangeOperator(_ offset: Int) -> Bool {
        byte(offset) == UInt8(ascii: ".") && byte(offset + 1) == UInt8(ascii: ".")
            && (byte(offset + 2) == UInt8(ascii: "<") || byte(offset + 2) == UInt8(ascii: "="))
    }

    /// word = wordbyte, { wordbyte } ;
    func wordEnd(from start: Int) -> Int {
        var offset = start
        while offset < end, Self.isWordByte(bytes[offset]), !beginsRangeOperator(offset), !beginsLookalike(offset) {
            offset += 1
        }
        return offset
    }

    func identifierEnd(from start: Int) -> Int {
        var offset = start
        while offset < end, Self.isIdentifierByte(bytes[offset]), !beginsLookalike(offset) { offset += 1 }
        return offset
    }

    private func beginsLookalike(_ offset: Int) -> Bool {
        bytes[offset] >= 0xC2 && Lookalike(self, at: offset) != nil
    }

    /// A run of bytes that begin nothing, so that a binary file makes one error a line and not thousands.
    private func unexpectedEnd(from start: Int) -> Int {
        var offset = start + 1
        while offset < end, bytes[offset] < 0x20 || bytes[offset] == 0x7F, !Self.endsLine(bytes[offset]),
            bytes[offset] != UInt8(ascii: "\t")
        { offset += 1 }
        return offset
    }

    // MARK: Numbers

    /// number = [ "-" ], digits, [ ".", digits ], [ ( "e" | "E" ), [ "+" | "-" ], digits ] ;
    private func number(at start: Int, mode: Mode) -> Token? {
        var offset = start
        if byte(offset) == UInt8(ascii: "-") { offset += 1 }
        guard let first = byte(offset), Self.isDigit(first) else { return nil }
        offset = digitsEnd(from: offset)
        var isFloat = false
        if byte(offset) == UInt8(ascii: "."), let next = byte(offset + 1), Self.isDigit(next) {
            isFloat = true
            offset = digitsEnd(from: offset + 1)
        }
        if byte(offset) == UInt8(ascii: "e") || byte(offset) == UInt8(ascii: "E") {
            var exponent = offset + 1
            if byte(exponent) == UInt8(ascii: "-") || byte(exponent) == UInt8(ascii: "+") { exponent += 1 }
            if let next = byte(exponent), Self.isDigit(next) {
                isFloat = true
                offset = digitsEnd(from: exponent)
            }
        }
        if continuesAsWord(offset, mode: mode) { return Token(kind: .word, range: start..<wordEnd(from: offset)) }
        let digits = String(decoding: bytes[start..<offset].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
        let kind: Token.Kind
        if isFloat {
            kind = Double(digits).flatMap { $0.isFinite ? .float($0) : nil } ?? .tooLarge
        } else {
            kind = Int(digits).map { .int($0) } ?? .tooLarge
        }
        return Token(kind: kind, range: start..<offset)
    }

    /// digits = digit, { [ "_" ], digit } ;
    private func digitsEnd(from start: Int) -> Int {
        var offset = start
        while offset < end {
            if Self.isDigit(bytes[offset]) {
                offset += 1
            } else if bytes[offset] == UInt8(ascii: "_"), let next = byte(offset + 1), Self.isDigit(next) {
                offset += 2
            } else {
                break
            }
        }
        return offset
    }

    /// Whether what looked like a number is the beginning of a word: `8_rooms.pt`, and as an argument `2026-02-19`.
    private func continuesAsWord(_ offset: Int, mode: Mode) -> Bool {
        guard let next = byte(offset), Self.isWordByte(next), !beginsRangeOperator(offset), !beginsLookalike(offset)
        else { return false }
        if mode == .argument { return true }
        return Self.isIdentifierByte(next)
    }
}
