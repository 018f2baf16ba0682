extension Parser {
    /// expression = conjunction, { "or", conjunction } ;
    mutating func expression() throws(SyntaxError) -> Expression {
        try nested(at: peek(.operand).range) { parser throws(SyntaxError) in
            var left = try parser.conjunction()
            while let word = parser.take(word: "or") {
                left = try parser.join(.or, left, try parser.conjunction(), word)
            }
            return left
        }
    }

    /// conjunction = negation, { "and", negation } ;
    private mutating func conjunction() throws(SyntaxError) -> Expression {
        var left = try negation()
        while let word = take(word: "and") { left = try join(.and, left, try negation(), word) }
        return left
    }

    /// negation = "not", negation | comparison ;
    private mutating func negation() throws(SyntaxError) -> Expression {
        let token = peek(.operand)
        guard token.kind == .word, text(token) == "not" else { return try comparison() }
        take(token)
        let operand = try nested(at: token.range) { parser throws(SyntaxError) in try parser.negation() }
        return Expression(
            .unary(.not, operand), token.range.lowerBound..<operand.range.upperBound, height: operand.height + 1)
    }

    /// comparison = range, [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ), range ] ;
    private mutating func comparison() throws(SyntaxError) -> Expression {
        let left = try range()
        guard let sign = comparisonSign() else { return left }
        take(sign.token)
        let joined = try join(sign.operation, left, try range(), sign.token)
        if let second = comparisonSign() {
            throw SyntaxError(problem: .comparisonChain, range: second.token.range)
        }
        return joined
    }

    private mutating func comparisonSign() -> (operation: BinaryOperator, token: Token)? {
        let token = peek(.following)
        guard case .symbol(let symbol) = token.kind,
            [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(symbol),
            let operation = BinaryOperator(rawValue: symbol.rawValue)
        else { return nil }
        return (operation, token)
    }

    /// range = sum, [ ( "..<" | "..=" ), sum ] ;
    private mutating func range() throws(SyntaxError) -> Expression {
        let lower = try sum()
        let tight: Tightness = [.before, .after]
        guard let sign = take(.rangeBelow, tight: tight) ?? take(.rangeThrough, tight: tight) else { return lower }
        let upper = try sum()
        return try limited(
            Expression(
                .range(lower, upper, isClosed: sign.is(.rangeThrough)),
                lower.range.lowerBound..<upper.range.upperBound, height: max(lower.height, upper.height) + 1))
    }

    /// sum = product, { ( "+" | "-" ), product } ;
    private mutating func sum() throws(SyntaxError) -> Expression {
        var left = try product()
        while true {
            if let sign = take(.plus) {
                left = try join(.plus, left, try product(), sign)
            } else if let sign = take(.minus) {
                left = try join(.minus, left, try product(), sign)
            } else {
                return left
            }
        }
    }

    /// product = factor, { ( "*" | "/" | "//" | "%" ), factor } ;
    private mutating func product() throws(SyntaxError) -> Expression {
        var left = try factor()
        while true {
            let token = peek(.following)
            guard case .symbol(let symbol) = token.kind,
                [.times, .divide, .floorDivide, .remainder].contains(symbol),
                let operation = BinaryOperator(rawValue: symbol.rawValue)
            else { return left }
            take(token)
            left = try join(operation, left, try factor(), token)
        }
    }

    /// factor = "-", factor | primary ;
    private mutating func factor() throws(SyntaxError) -> Expression {
        let token = peek(.operand)
        guard token.is(.minus) else { return try primary(.operand) }
        take(token, tight: [.after])
        let operand = try nested(at: token.range) { parser throws(SyntaxError) in try parser.factor() }
        return Expression(
            .unary(.minus, operand), token.range.lowerBound..<operand.range.upperBound, height: operand.height + 1)
    }

    private func join(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ sign: Token)
        throws(SyntaxError) -> Expression
    {
        try limited(
            Expression(
                .binary(operation, left, right), left.range.lowerBound..<right.range.upperBound,
                height: max(left.height, right.height) + 1))
    }

    /// A chain of operators makes a deep tree without nesting in the text.
    private func limited(_ expression: Expression) throws(SyntaxError) -> Expression {
        guard expression.height <= Self.depthLimit else {
            throw SyntaxError(problem: .tooDeep, range: expression.range)
        }
        return expression
    }

    /// primary = literal | word | atom, { adjacent, ( ".", adjacent, name | "[", expression, "]" ) } ;
    mutating func primary(_ mode: Lexer.Mode) throws(SyntaxError) -> Expression {
        var value = try atom(mode)
        while true {
            if nextByte == UInt8(ascii: "."), !lexer.token(at: offset, mode: .following).is(.rangeBelow),
                !lexer.token(at: offset, mode: .following).is(.rangeThrough)
            {
                let dot = lexer.token(at: offset, mode: .following)
                let end = lexer.identifierEnd(from: dot.range.upperBound)
                let range = dot.range.upperBound..<end
                if range.isEmpty {
                    let next = lexer.token(at: dot.range.upperBound, mode: .following)
                    note(.field(value), next)
                    take(dot, tight: [.before, .after])
                    throw expected("a field's name after `.`", at: next)
                }
                take(dot, tight: [.before, .after])
                take(Token(kind: .word, range: range))
                value = try limited(
                    Expression(
                        .field(value, Name(text: text(range), range: range)), value.range.lowerBound..<end,
                        height: value.height + 1))
            } else if nextByte == UInt8(ascii: "["), canBeIndexed(value) {
                let opener = lexer.token(at: offset, mode: .following)
                take(opener, tight: [.before, .after])
                open.append(Opener(text: "[", span: Span(source, opener.range)))
                let index = try withNewlines(false) { parser throws(SyntaxError) in
                    let token = parser.peek(.operand)
                    if token.is(.closeBracket) {
                        throw SyntaxError(
                            problem: .emptyIndex(opener: Span(parser.source, opener.range)), range: token.range)
                    }
                    let index = try parser.expression()
                    _ = try parser.close(.closeBracket, opener: opener)
                    return index
                }
                value = try limited(
                    Expression(
                        .index(value, index), value.range.lowerBound..<offset,
                        height: max(value.height, index.height) + 1))
            } else {
                return value
            }
        }
    }

    /// A bare word or number cannot, one in parentheses can.
    private func canBeIndexed(_ value: Expression) -> Bool {
        switch value.kind {
        case .word, .literal: lexer.byte(value.range.lowerBound) == UInt8(ascii: "(")
        default: true
        }
    }

    /// literal = number | "true" | "false" | "none" ;
    ///
    /// atom = string | variable | name, adjacent, "(", [ item, { ",", item }, [ "," ] ], ")"
    /// | "[", [ item, { ",", item }, [ "," ] ], "]" | "(", right, ")" ;
    ///
    /// variable = "$", adjacent, name ;
    private mutating func atom(_ mode: Lexer.Mode) throws(SyntaxError) -> Expression {
        let token = peek(mode)
        note(.expression, token)
        switch token.kind {
        case .int(let value):
            take(token)
            return Expression(.literal(.int(value)), token.range)
        case .float(let value):
            take(token)
            return Expression(.literal(.float(value)), token.range)
        case .tooLarge: throw SyntaxError(problem: .numberTooLarge(text(token)), range: token.range)
        case .variable:
            let name = text(token.range.lowerBound + 1..<token.range.upperBound)
            if name.isEmpty {
                if token.range.upperBound >= lexer.end, contextAtEnd == nil { contextAtEnd = .variable }
                throw SyntaxError(
                    problem: .nameAfterDollar, range: token.range, isAtEnd: token.range.upperBound >= lexer.end)
            }
            guard Grammar.isName(name) else {
                throw SyntaxError(problem: .notAnIdentifier(name), range: token.range)
            }
            take(token)
            return Expression(.variable(name), token.range)
        case .quote: return try string(token)
        case .word:
            let spelling = text(token)
            switch spelling {
            case "true", "false":
                take(token)
                return Expression(.literal(.bool(spelling == "true")), token.range)
            case "none":
                take(token)
                return Expression(.literal(.none), token.range)
            default: break
            }
            if mode == .operand, Grammar.reserved.contains(spelling) { throw expected("a value", at: token) }
            if lexer.byte(token.range.upperBound) == UInt8(ascii: "("), Grammar.isName(spelling) {
                return try call(token)
            }
            take(token)
            return Expression(.word(spelling), token.range)
        case .symbol(.openBracket): return try list(token)
        case .symbol(.openParenthesis): return try parenthesized(token)
        default: throw expected("a value", at: token)
        }
    }

    /// "[", [ item, { ",", item }, [ "," ] ], "]"
    private mutating func list(_ opener: Token) throws(SyntaxError) -> Expression {
        let (elements, end) = try elements(opener, closer: .closeBracket)
        let height = (elements.map(\.height).max() ?? 0) + 1
        return Expression(.list(elements), opener.range.lowerBound..<end, height: height)
    }

    /// function, adjacent, "(", [ item, { ",", item }, [ "," ] ], ")"
    private mutating func call(_ word: Token) throws(SyntaxError) -> Expression {
        take(word)
        let (arguments, end) = try elements(peek(.following), closer: .closeParenthesis, tight: [.before, .after])
        let height = (arguments.map(\.height).max() ?? 0) + 1
        return Expression(
            .call(Name(text: text(word), range: word.range), arguments), word.range.lowerBound..<end, height: height)
    }

    private mutating func elements(_ opener: Token, closer: Token.Symbol, tight: Tightness = [.after])
        throws(SyntaxError) -> (elements: [Expression], end: Int)
    {
        take(opener, tight: tight)
        open.append(Opener(text: text(opener), span: Span(source, opener.range)))
        return try withNewlines(false) { parser throws(SyntaxError) in
            var elements: [Expression] = []
            while true {
                if parser.peek(.operand).is(closer) { break }
                let next = parser.peek(.operand)
                if next.kind == .end {
                    let context = parser.enclosingArgument ?? .expression
                    parser.note(context, next)
                    break
                }
                elements.append(try parser.item(next))
                guard parser.take(.comma, tight: [.before]) != nil else { break }
            }
            let end = try parser.close(closer, opener: opener).range.upperBound
            return (elements, end)
        }
    }

    /// item = loop | conditional | expression ;
    private mutating func item(_ next: Token) throws(SyntaxError) -> Expression {
        guard next.kind == .word else { return try expression() }
        switch text(next) {
        case "for", "if": return try right()
        default: return try expression()
        }
    }

    /// "(", right, ")"
    private mutating func parenthesized(_ opener: Token) throws(SyntaxError) -> Expression {
        take(opener, tight: [.after])
        open.append(Opener(text: "(", span: Span(source, opener.range)))
        return try nested(at: opener.range) { parser throws(SyntaxError) in
            try parser.withNewlines(false) { parser throws(SyntaxError) in
                let inner = try parser.right()
                let closer = try parser.close(.closeParenthesis, opener: opener)
                return Expression(
                    inner.kind, opener.range.lowerBound..<closer.range.upperBound, height: inner.height + 1)
            }
        }
    }
}
