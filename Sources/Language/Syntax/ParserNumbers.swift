/// Numbers never begin a silent word: where an expression stands, what begins like a number is arithmetic; where an
/// argument wants a path, a name or a word, it is a word; and right behind `let` or `return`, where both may stand, a
/// word that could be arithmetic is an error.
extension Parser {
    /// Where the right side of something stands.
    enum Place {
        /// A statement of its own, or in parentheses: `10/4` is arithmetic.
        case expression
        /// Behind `let x =` and `return`: `10/4` was a word in `bds 1`.
        case value
    }

    /// Whether a word that begins like a number begins an expression at that place; throws where it might be either.
    mutating func beginsExpression(_ token: Token, _ place: Place) throws(SyntaxError) -> Bool {
        let spelling = text(token)
        let likeness = NumberLikeness(spelling)
        guard likeness != nil || spelling.hasPrefix("-") else { return false }
        if version == .one {
            becomes("\"\(spelling)\"", at: token.range)
            return false
        }
        // `16/$n`, `10-(2)`: no word goes on so.
        let isGlued = lexer.byte(token.range.upperBound).map { "$(\"[".utf8.contains($0) } ?? false
        if place == .value && likeness == .arithmetic && !isGlued || likeness == .malformed {
            throw SyntaxError(problem: .numberOrWord(spelling), range: token.range)
        }
        return true
    }

    /// A word that should have been a number, where only a value can stand.
    mutating func checkNumberLike(_ token: Token, _ mode: Lexer.Mode) throws(SyntaxError) {
        let spelling = text(token)
        guard let likeness = NumberLikeness(spelling) else { return }
        if version == .one {
            return becomes("\"\(spelling)\"", at: token.range, inArgument: mode == .argument)
        }
        if likeness == .range {
            let ends = spelling.split(separator: ".").map(String.init)
            throw SyntaxError(problem: .rangeWithoutSign(ends[0], ends.count > 1 ? ends[1] : "…"), range: token.range)
        }
        if mode == .operand, likeness == .malformed {
            throw SyntaxError(problem: .numberOrWord(spelling), range: token.range)
        }
        // As an argument it may be a file; its type tells.
        if mode == .operand, likeness == .point {
            throw SyntaxError(problem: .pointWithoutDigit(spelling), range: token.range)
        }
    }
}

/// How a word resembles a number.
enum NumberLikeness: Sendable {
    /// `10/4`, `2026-02-19`, `--2`: begins with a digit, or minus signs and a digit, and holds `/`, `-` or `*`.
    case arithmetic
    /// Signs before a digit: `--2`.
    case signs
    /// `.5`, `1.`
    case point
    /// `1..3`
    case range
    /// `0x10`, `1e`, `1__0`: a number of another language.
    case malformed

    /// nil for a word that is none of these.
    init?(_ word: String) {
        let unsigned = word.drop { $0 == "-" }
        let signs = word.count - unsigned.count
        guard let first = unsigned.utf8.first else { return nil }
        if first == UInt8(ascii: ".") {
            guard unsigned.dropFirst().utf8.first.map(Lexer.isDigit) ?? false,
                Double("0" + unsigned.filter { $0 != "_" }) != nil
            else { return nil }
            self = .point
        } else if Lexer.isDigit(first) {
            if unsigned.utf8.contains(where: "/-*".utf8.contains) {
                self = .arithmetic
            } else if unsigned.wholeMatch(of: /[0-9_]+\.\.[0-9_]*/) != nil {
                self = .range
            } else if unsigned.wholeMatch(of: /[0-9_]+\./) != nil {
                self = .point
            } else if signs > 1 {
                self = .signs
            } else if unsigned.wholeMatch(of: Self.foreign) != nil {
                self = .malformed
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    private static var foreign: Regex<Substring> {
        /0[xXbBoO][0-9a-fA-F_]+|[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]+)?[eE][0-9.]*/
    }

    /// `10/4` as arithmetic is written where a blank tells it from a word: `10 / 4`; nil where it is no arithmetic.
    static func spaced(_ word: String) -> String? {
        let bytes = Array(word.utf8)
        let lexer = Lexer(bytes: bytes, end: bytes.count)
        var offset = 0
        var parts: [String] = []
        var mode = Lexer.Mode.operand
        while offset < bytes.count {
            let token = lexer.token(at: offset, mode: mode)
            switch (token.kind, mode) {
            case (.int, .operand), (.float, .operand): mode = .following
            case (.symbol(let symbol), .following) where BinaryOperator(rawValue: symbol.rawValue) != nil:
                mode = .operand
            default: return nil
            }
            parts.append(String(decoding: bytes[token.range], as: UTF8.self))
            offset = token.range.upperBound
        }
        return mode == .following && parts.count > 1 ? parts.joined(separator: " ") : nil
    }
}
