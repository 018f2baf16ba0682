extension Parser {
    /// A pipeline or an expression as a statement.
    mutating func pipelineStatement() throws(SyntaxError) -> Statement.Kind {
        let value = try pipelineOrExpression(.expression)
        if case .pipeline(let pipeline) = value.kind { return .pipeline(pipeline) }
        return .expression(value)
    }

    /// right = loop | conditional | pipeline ;
    mutating func right(_ place: Place) throws(SyntaxError) -> Expression {
        let token = peek(.argument)
        note(.right, token)
        if token.kind == .word {
            switch text(token) {
            case "for":
                let loop = try loop()
                return Expression(.loop(loop), token.range.lowerBound..<offset)
            case "if":
                let conditional = try conditional()
                return Expression(.conditional(conditional), token.range.lowerBound..<offset)
            case "try" where place == .value: throw SyntaxError(problem: .tryAsValue, range: token.range)
            default: break
            }
        }
        return try pipelineOrExpression(place)
    }

    /// pipeline = ( command | expression, "|", command ), { "|", command }, [ "as", name ] | expression ;
    ///
    /// An expression that nothing follows is returned as it is.
    mutating func pipelineOrExpression(_ place: Place) throws(SyntaxError) -> Expression {
        let start = peek(.argument).range.lowerBound
        var stages: [Pipeline.Stage] = []
        if try beginsCommand(place) {
            stages.append(.command(try command(isPiped: false)))
        } else {
            let value = try expression()
            guard peek(.following).is(.pipe) else { return value }
            stages.append(.expression(value))
        }
        while let bar = take(.pipe) {
            open.append(Opener(text: "|", span: Span(source, bar.range)))
            skipNewlines()
            let token = peek(.argument)
            note(.command, token)
            guard token.kind == .word else { throw expected("a command after `|`", at: token) }
            _ = open.popLast()
            stages.append(.command(try command(isPiped: true)))
        }
        var name: Name?
        if take(word: "as") != nil { name = try self.name("a name after `as`") }
        let pipeline = Pipeline(stages: stages, name: name, range: start..<offset)
        return Expression(.pipeline(pipeline), start..<offset)
    }

    /// Whether a command begins here rather than an expression: a bare word that no operator and no `(` follows.
    private mutating func beginsCommand(_ place: Place) throws(SyntaxError) -> Bool {
        let token = peek(.argument)
        guard token.kind == .word else { return false }
        let spelling = text(token)
        if ["true", "false", "none", "not"].contains(spelling) { return false }
        if lexer.byte(token.range.upperBound) == UInt8(ascii: "("), Grammar.isName(spelling) { return false }
        let before = (offset, takenCount)
        offset = token.range.upperBound
        let next = peek(.following)
        offset = before.0
        switch next.kind {
        case .symbol(let symbol):
            if symbol == .assign {
                // Behind `let x =` it is no second one.
                if place == .value {
                    throw SyntaxError(problem: .pathNeedsQuotes(run(from: token)), range: token.range)
                }
                throw SyntaxError(
                    problem: .assignmentWithoutLet(spelling), range: token.range.lowerBound..<next.range.upperBound)
            }
            guard BinaryOperator(rawValue: symbol.rawValue) == nil || beginsWordArgument(next) else {
                if [.plus, .minus, .times, .divide, .remainder].contains(symbol), Grammar.isName(spelling),
                    lexer.byte(next.range.upperBound) == UInt8(ascii: "=")
                {
                    throw SyntaxError(
                        problem: .update(spelling, symbol.rawValue),
                        range: token.range.lowerBound..<next.range.upperBound + 1)
                }
                return false
            }
        case .word where ["and", "or"].contains(text(next)): return false
        default: break
        }
        return try !beginsExpression(token, place)
    }

    /// `load /x.pt`: what would be an operator begins a path when a blank stands before it and none behind.
    private func beginsWordArgument(_ token: Token) -> Bool {
        guard let before = lexer.byte(token.range.lowerBound - 1), " \t".utf8.contains(before) else { return false }
        switch lexer.token(at: token.range.lowerBound, mode: .argument).kind {
        case .word, .int, .float: return true
        default: return false
        }
    }

    /// command = word, [ argument, { [ "," ], argument } ] ;
    mutating func command(isPiped: Bool) throws(SyntaxError) -> WrittenCommand {
        let first = peek(.argument)
        if Grammar.reserved.contains(text(first)) {
            throw SyntaxError(problem: .reserved(text(first), use: "no command has that name"), range: first.range)
        }
        take(first)
        var items = [
            WrittenCommand.Item(name: nil, value: Expression(.word(text(first)), first.range), range: first.range)
        ]
        var comma: Range<Int>?
        while true {
            let next = peek(.argument)
            note(.argument(items: items, isPiped: isPiped, name: nil), next)
            switch next.kind {
            case .newline, .end: break
            case .symbol(.comma) where items.count > 1:
                comma = comma ?? next.range
                take(next, tight: [.before])
                skipNewlines()
                let value = peek(.argument)
                note(.argument(items: items, isPiped: isPiped, name: nil), value)
                if [.end, .newline].contains(value.kind) || value.is(.closeBrace) {
                    throw expected("an argument after `,`", at: value)
                }
                items.append(try argument(value, items: items, isPiped: isPiped))
                continue
            case .symbol(.pipe), .symbol(.semicolon), .symbol(.chain), .symbol(.closeBrace), .symbol(.closeParenthesis),
                .symbol(.closeBracket), .symbol(.comma), .symbol(.openBrace):
                break
            case .word where text(next) == "as": break
            default:
                items.append(try argument(next, items: items, isPiped: isPiped))
                continue
            }
            return WrittenCommand(items: items, comma: comma, range: first.range.lowerBound..<offset)
        }
    }

    /// argument = [ name, "=" ], value ;
    private mutating func argument(_ next: Token, items: [WrittenCommand.Item], isPiped: Bool) throws(SyntaxError)
        -> WrittenCommand.Item
    {
        let around = enclosingWords
        enclosingWords = Self.words(items)
        defer { enclosingWords = around }
        var name: String?
        do throws(SyntaxError) {
            return try argument(next, items: items, isPiped: isPiped, name: &name)
        } catch {
            var error = error
            error.subject = error.subject ?? Diagnostic.Subject(Self.words(items), argument: name)
            throw error
        }
    }

    /// setting = name, "=", value ; nil where none begins.
    mutating func setting(_ next: Token) throws(SyntaxError) -> (name: Name, value: Expression)? {
        let item = try argument(next, items: [], isPiped: false)
        return item.name.map { ($0, item.value) }
    }

    /// The bare words that a command begins with.
    private static func words(_ items: [WrittenCommand.Item]) -> [String] {
        items.prefix { $0.word != nil }.compactMap(\.word)
    }

    /// `name`: that of the argument, once it is read.
    private mutating func argument(_ next: Token, items: [WrittenCommand.Item], isPiped: Bool, name: inout String?)
        throws(SyntaxError) -> WrittenCommand.Item
    {
        if case .symbol(let symbol) = next.kind, BinaryOperator(rawValue: symbol.rawValue) != nil {
            throw SyntaxError(problem: .arithmeticInArgument(symbol.rawValue), range: next.range)
        }
        if next.kind == .word {
            let spelling = text(next)
            if ["and", "or", "not"].contains(spelling) {
                throw SyntaxError(problem: .arithmeticInArgument(spelling), range: next.range)
            }
            let before = offset
            offset = next.range.upperBound
            let sign = peek(.following)
            offset = before
            if sign.is(.assign) {
                // A name with points in it is another tool's, which the table may know.
                guard
                    spelling.split(separator: ".", omittingEmptySubsequences: false)
                        .allSatisfy({ Grammar.isName(String($0)) })
                else { throw SyntaxError(problem: .notAnIdentifier(spelling), range: next.range) }
                name = spelling
                take(next)
                take(sign, tight: [.before, .after])
                let value = peek(.argument)
                note(.argument(items: items, isPiped: isPiped, name: spelling), value)
                if value.kind == .newline || value.kind == .end || value.is(.closeBrace) || value.is(.pipe) {
                    throw expected("the value of `\(spelling)`", at: value)
                }
                let expression = try argumentValue(in: .argument(items: items, isPiped: isPiped, name: spelling))
                return WrittenCommand.Item(
                    name: Name(text: spelling, range: next.range), value: expression,
                    range: next.range.lowerBound..<expression.range.upperBound)
            }
        }
        let value = try argumentValue(in: .argument(items: items, isPiped: isPiped, name: nil))
        return WrittenCommand.Item(name: nil, value: value, range: value.range)
    }

    /// An argument's value; a list in it may end the text, and then stands where the argument does.
    private mutating func argumentValue(in context: GrammarContext) throws(SyntaxError) -> Expression {
        let before = enclosingArgument
        enclosingArgument = context
        defer { enclosingArgument = before }
        return try nested(at: peek(.argument).range) { parser throws(SyntaxError) in try parser.primaryOrRange() }
    }

    /// value = primary, [ ( "..<" | "..=" ), primary ] ;
    mutating func primaryOrRange() throws(SyntaxError) -> Expression {
        let lower = try primary(.argument)
        if let sign = take(.rangeBelow, tight: [.before, .after]) ?? take(.rangeThrough, tight: [.before, .after]) {
            let upper = try primary(.argument)
            try checkSeparation(after: upper)
            return Expression(
                .range(lower, upper, isClosed: sign.is(.rangeThrough)),
                lower.range.lowerBound..<upper.range.upperBound, height: max(lower.height, upper.height) + 1)
        }
        try checkSeparation(after: lower)
        return lower
    }

    /// All that stands there without a blank.
    private func run(from token: Token) -> String {
        var end = token.range.lowerBound
        while let byte = lexer.byte(end), !" \t\r\n;|\"{}".utf8.contains(byte) { end += 1 }
        return text(token.range.lowerBound..<end)
    }

    /// A blank or a separator follows a value: `$dir/x.pt` and `$n*2` are not what they seem.
    private func checkSeparation(after value: Expression) throws(SyntaxError) {
        guard let next = nextByte else { return }
        let token = lexer.token(at: offset, mode: .argument)
        let range = value.range.lowerBound..<token.range.upperBound
        if case .word(let word) = value.kind, "(=:".utf8.contains(next) {
            let whole = run(from: Token(kind: .word, range: value.range))
            if next == UInt8(ascii: ":"), word.count == 1, whole.contains("\\") {
                let path = whole.replacing("\\", with: "/")
                throw SyntaxError(problem: .backslashInPath(path), range: value.range.lowerBound..<offset + 1)
            }
            let start = taken.last { $0.range.upperBound <= value.range.lowerBound && $0.kind == .word }
            let isNamed = lexer.byte(value.range.lowerBound - 1) == UInt8(ascii: "=")
            // `epoch=6-step=100.ckpt` from its beginning, of `path=epoch=6.ckpt` the value.
            let named = isNamed && !Grammar.isName(word) ? start.map { text($0.range) + "=" } ?? "" : ""
            if next != UInt8(ascii: ":") {
                throw SyntaxError(problem: .pathNeedsQuotes(named + whole), range: value.range)
            }
        }
        switch next {
        case UInt8(ascii: "$"):
            throw SyntaxError(
                problem: .variableInWord("\(text(value.range)){\(text(token))}"), range: range)
        case UInt8(ascii: "/"), UInt8(ascii: "."):
            let behind = lexer.byte(offset + 1)
            if token.kind == .word, behind.map({ !Lexer.isDigit($0) }) ?? false {
                throw SyntaxError(problem: .variableInWord("{\(text(value.range))}\(text(token))"), range: range)
            }
            throw SyntaxError(problem: .arithmeticInArgument(String(UnicodeScalar(next))), range: offset..<offset + 1)
        case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"):
            throw SyntaxError(problem: .arithmeticInArgument(String(UnicodeScalar(next))), range: offset..<offset + 1)
        case UInt8(ascii: "\""), UInt8(ascii: "["), UInt8(ascii: "("):
            throw SyntaxError(
                problem: .expected("a blank between two arguments", found: describe(token)), range: token.range)
        default:
            if token.kind == .word {
                throw SyntaxError(
                    problem: .expected("a blank between two arguments", found: describe(token)), range: token.range)
            }
        }
    }
}
