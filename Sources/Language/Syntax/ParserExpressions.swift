extension Parser {
    /// expression = conjunction, { "or", conjunction } ;
    mutating func expression() throws(SyntaxError) -> Expression {
        try nested(at: peek(.operand).range) { parser throws(SyntaxError) in
            let first = try parser.conjunction()
            var links: [Expression.Link] = []
            while parser.take(word: "or") != nil {
                links.append(.init(operation: .or, operand: try parser.conjunction()))
            }
            return try parser.chain(first, links)
        }
    }

    /// conjunction = negation, { "and", negation } ;
    private mutating func conjunction() throws(SyntaxError) -> Expression {
        let first = try negation()
        var links: [Expression.Link] = []
        while take(word: "and") != nil { links.append(.init(operation: .and, operand: try negation())) }
        return try chain(first, links)
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
        guard let sign = sign(of: [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]) else {
            return left
        }
        take(sign.token)
        let joined = try chain(left, [.init(operation: sign.operation, operand: try range())])
        if let second = self.sign(of: [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]) {
            throw SyntaxError(problem: .comparisonChain, range: second.token.range)
        }
        return joined
    }

    /// The operator that stands next, if it is one of these.
    private mutating func sign(of symbols: Set<Token.Symbol>) -> (operation: BinaryOperator, token: Token)? {
        let token = peek(.following)
        guard case .symbol(let symbol) = token.kind, symbols.contains(symbol),
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
        let first = try product()
        var links: [Expression.Link] = []
        while let sign = sign(of: [.plus, .minus]) {
            take(sign.token)
            links.append(.init(operation: sign.operation, operand: try product()))
        }
        return try chain(first, links)
    }

    /// product = factor, { ( "*" | "/" | "//" | "%" ), factor } ;
    private mutating func product() throws(SyntaxError) -> Expression {
        let first = try factor()
        var links: [Expression.Link] = []
        while let sign = sign(of: [.times, .divide, .floorDivide, .remainder]) {
            take(sign.token)
            links.append(.init(operation: sign.operation, operand: try factor()))
        }
        return try chain(first, links)
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

    /// The first operand alone, or joined with those that follow.
    private func chain(_ first: Expression, _ links: [Expression.Link]) throws(SyntaxError) -> Expression {
        guard let last = links.last else { return first }
        let height = links.reduce(first.height) { max($0, $1.operand.height) } + 1
        return try limited(
            Expression(
                .chain(first, links), first.range.lowerBound..<last.operand.range.upperBound, height: height))
    }

    /// Ranks of operators, fields and indices make a deep tree without nesting in the text.
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
            if nextByte == UInt8(ascii: "."), !lexer.beginsRangeOperator(offset) {
                try checkPoint(after: value)
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

    /// `1..3` and `1.`: what was meant, rather than that a field lacks its name.
    private func checkPoint(after value: Expression) throws(SyntaxError) {
        let isRange = lexer.byte(offset + 1) == UInt8(ascii: ".")
        if isRange {
            let end = lexer.token(at: min(offset + 2, lexer.end), mode: .argument)
            let upper = end.kind == .newline || end.kind == .end ? "…" : text(end)
            throw SyntaxError(
                problem: .rangeWithoutSign(text(value.range), upper), range: value.range.lowerBound..<offset + 2)
        }
        guard case .literal = value.kind, lexer.byte(value.range.lowerBound).map(Lexer.isNumberByte) ?? false,
            !(lexer.byte(offset + 1).map(Lexer.isIdentifierByte) ?? false)
        else { return }
        throw SyntaxError(
            problem: .pointWithoutDigit(text(value.range) + "."), range: value.range.lowerBound..<offset + 1)
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
    /// atom = string | variable | name, adjacent, "(", [ given, { ",", given }, [ "," ] ], ")"
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
            try checkNumberLike(token, mode)
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
        let (elements, end) = try elements(opener, closer: .closeBracket) { parser, next throws(SyntaxError) in
            try parser.item(next)
        }
        let height = (elements.map(\.height).max() ?? 0) + 1
        return Expression(.list(elements), opener.range.lowerBound..<end, height: height)
    }

    /// function, adjacent, "(", [ given, { ",", given }, [ "," ] ], ")"
    private mutating func call(_ word: Token) throws(SyntaxError) -> Expression {
        take(word)
        let name = text(word)
        var place = 0
        let around = enclosingArgument
        enclosingArgument = .call(name, place)
        defer { enclosingArgument = around }
        let (arguments, end) = try elements(
            peek(.following), closer: .closeParenthesis, tight: [.before, .after]
        ) { parser, next throws(SyntaxError) in
            let given = try parser.given(next)
            place += 1
            parser.enclosingArgument = .call(name, place)
            return given
        }
        let height = (arguments.map(\.value.height).max() ?? 0) + 1
        return Expression(
            .call(Name(text: text(word), range: word.range), arguments), word.range.lowerBound..<end, height: height)
    }

    /// given = [ name, "=" ], item ;
    private mutating func given(_ next: Token) throws(SyntaxError) -> WrittenCommand.Item {
        if next.kind == .word, Grammar.isName(text(next)) {
            let before = offset
            offset = next.range.upperBound
            let sign = peek(.following)
            offset = before
            if sign.is(.assign) {
                take(next)
                take(sign, tight: [.before, .after])
                let value = try item(peek(.operand))
                return WrittenCommand.Item(
                    name: Name(text: text(next), range: next.range), value: value,
                    range: next.range.lowerBound..<value.range.upperBound)
            }
        }
        let value = try item(next)
        return WrittenCommand.Item(name: nil, value: value, range: value.range)
    }

    private mutating func elements<Element>(
        _ opener: Token, closer: Token.Symbol, tight: Tightness = [.after],
        _ element: (inout Parser, Token) throws(SyntaxError) -> Element
    ) throws(SyntaxError) -> (elements: [Element], end: Int) {
        take(opener, tight: tight)
        open.append(Opener(text: text(opener), span: Span(source, opener.range)))
        return try withNewlines(false) { parser throws(SyntaxError) in
            var elements: [Element] = []
            while true {
                if parser.peek(.operand).is(closer) { break }
                let next = parser.peek(.operand)
                if next.kind == .end {
                    let context = parser.enclosingArgument ?? .expression
                    parser.note(context, next)
                    break
                }
                elements.append(try element(&parser, next))
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
        case "for", "if": return try right(.expression)
        default: return try expression()
        }
    }

    /// "(", right, ")"
    private mutating func parenthesized(_ opener: Token) throws(SyntaxError) -> Expression {
        take(opener, tight: [.after])
        open.append(Opener(text: "(", span: Span(source, opener.range)))
        // What is in there is an expression, or arguments: both count as a level.
        return try withNewlines(false) { parser throws(SyntaxError) in
            let inner = try parser.right(.expression)
            let closer = try parser.close(.closeParenthesis, opener: opener)
            return Expression(inner.kind, opener.range.lowerBound..<closer.range.upperBound, height: inner.height)
        }
    }
}
