extension Parser {
    /// string = '"', { character | escape | "{", expression, "}" }, '"' ;
    ///
    /// In `bds 1` a `{` begins an expression only when `$` or `(` follows it; any other brace is a brace.
    mutating func string(_ quote: Token) throws(SyntaxError) -> Expression {
        let start = quote.range.lowerBound
        let count = takenCount
        take(quote)
        var parts: [StringPart] = []
        var text: [UInt8] = []
        var height = 1
        func flush() {
            if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
            text = []
        }
        while true {
            guard let byte = nextByte, !Lexer.endsLine(byte) else {
                throw SyntaxError(
                    problem: .unclosedString, range: start..<max(start + 1, trimmedEnd(offset)))
            }
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                flush()
                mergeTaken(since: count, start..<offset)
                return Expression(.string(parts), start..<offset, height: height)
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
            case UInt8(ascii: "{") where version == .one && !beginsInterpolation:
                becomes("\\{", at: offset..<offset + 1)
                text.append(byte)
                offset += 1
            case UInt8(ascii: "{"):
                flush()
                let isNew = !beginsInterpolation
                if isNew { newBraces.append(offset..<offset + 1) }
                let opener = take(lexer.token(at: offset, mode: .following))
                let value: Expression
                do throws(SyntaxError) {
                    value = try interpolated(after: opener)
                } catch {
                    // The rest of the text is no other mistake.
                    skipString()
                    var error = error
                    if isNew, !error.problem.isAboutBraces { error.problem = .inBraces(error.problem) }
                    throw error
                }
                height = max(height, value.height + 1)
                parts.append(.value(value))
            default:
                text.append(byte)
                offset += 1
            }
        }
    }

    /// An expression and the `}` behind it.
    private mutating func interpolated(after opener: Token) throws(SyntaxError) -> Expression {
        let value = try withNewlines(true) { parser throws(SyntaxError) in try parser.expression() }
        if case .word(let word) = value.kind, lexer.byte(value.range.lowerBound) != UInt8(ascii: "(") {
            throw SyntaxError(problem: .wordInBraces(word), range: value.range)
        }
        guard take(.closeBrace) != nil else {
            let next = peek(.following)
            throw SyntaxError(
                problem: .mismatched(opener: Span(source, opener.range), closer: "}", found: describe(next)),
                range: next.range)
        }
        return value
    }

    private var beginsInterpolation: Bool {
        lexer.byte(offset + 1) == UInt8(ascii: "$") || lexer.byte(offset + 1) == UInt8(ascii: "(")
    }

    private func trimmedEnd(_ end: Int) -> Int {
        var end = end
        while end > 0, " \t\r".utf8.contains(lexer.bytes[end - 1]) { end -= 1 }
        return end
    }

    /// escape = "\n" | "\t" | "\r" | '\"' | "\\" | "\{" | "\}" | "\u{", hex digits, "}" ;
    private mutating func escape() throws(SyntaxError) -> [UInt8] {
        let start = offset
        guard let byte = lexer.byte(offset + 1) else {
            throw SyntaxError(problem: .unclosedString, range: start..<start + 1)
        }
        offset += 2
        switch byte {
        case UInt8(ascii: "n"): return [UInt8(ascii: "\n")]
        case UInt8(ascii: "t"): return [UInt8(ascii: "\t")]
        case UInt8(ascii: "r"): return [UInt8(ascii: "\r")]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): return [byte]
        case UInt8(ascii: "u") where nextByte == UInt8(ascii: "{"):
            var end = offset + 1
            while let digit = lexer.byte(end), digit != UInt8(ascii: "}"), end - offset <= 8 { end += 1 }
            let digits = self.text(min(offset + 1, end)..<end)
            if lexer.byte(end) == UInt8(ascii: "}"), let value = UInt32(digits, radix: 16),
                let scalar = UnicodeScalar(value)
            {
                offset = end + 1
                return Array(String(scalar).utf8)
            }
            throw SyntaxError(problem: .badEscape("u{\(digits)}"), range: start..<min(end + 1, lexer.end))
        default:
            // The whole character, not its first byte.
            var end = start + 2
            while let next = lexer.byte(end), next & 0xC0 == 0x80 { end += 1 }
            throw SyntaxError(problem: .badEscape(self.text(start + 1..<end)), range: start..<end)
        }
    }

    /// To the quote that closes a string whose opening one is taken, or to the end of its line.
    mutating func skipString() {
        while let byte = nextByte, !Lexer.endsLine(byte) {
            offset += byte == UInt8(ascii: "\\") && !(lexer.byte(offset + 1).map(Lexer.endsLine) ?? false) ? 2 : 1
            if byte == UInt8(ascii: "\"") { break }
        }
        offset = min(offset, lexer.end)
    }
}
