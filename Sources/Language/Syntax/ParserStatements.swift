extension Parser {
    /// script = [ separator ], [ version, separator ], { ( statement | declaration ), separator } ;
    mutating func script() -> [Statement] {
        var statements: [Statement] = []
        while true {
            let chain = takeSeparators()
            let token = peek(.argument)
            if token.kind == .end {
                note(.statement, token)
                return statements
            }
            if token.is(.closeBrace) {
                report(SyntaxError(problem: .nothingToClose("}"), range: token.range))
                take(token)
                continue
            }
            statements.append(statement(isFirst: statements.isEmpty, behind: chain))
        }
    }

    /// separator = ( newline | ";" | "&&" ), { newline | ";" | "&&" } | end ;
    ///
    /// - Returns: the `&&` right before what follows, if one is.
    @discardableResult
    private mutating func takeSeparators() -> Token? {
        var chain: Token?
        while true {
            let token = peek(.following)
            guard token.kind == .newline || token.is(.semicolon) || token.is(.chain) else { return chain }
            chain = token.is(.chain) ? token : nil
            take(token, tight: token.is(.semicolon) ? [.before] : [])
        }
    }

    /// A statement and the check that it ends; reports and skips what is wrong.
    ///
    /// - Parameter chain: the `&&` before it, which another language would have between two conditions.
    private mutating func statement(isFirst: Bool, behind chain: Token?) -> Statement {
        let start = peek(.argument).range.lowerBound
        let opened = open.count
        newlinesMatter = true
        do throws(SyntaxError) {
            let kind = try statementKind(isFirst: isFirst)
            if let chain, case .expression(let expression) = kind, expression.isCondition {
                throw SyntaxError(problem: .foreignOperator("&&", instead: "and"), range: chain.range)
            }
            let statement = Statement(kind: kind, range: start..<offset)
            let next = peek(.following)
            switch next.kind {
            case .newline, .end, .symbol(.semicolon), .symbol(.chain), .symbol(.closeBrace): break
            default:
                report(endExpected(next))
                skipStatement()
            }
            return statement
        } catch {
            report(error)
            open.removeSubrange(min(opened, open.count)...)
            newlinesMatter = true
            skipStatement()
            skipContinuations(error)
            return Statement(kind: .bad, range: start..<max(start, offset))
        }
    }

    private mutating func endExpected(_ next: Token) -> SyntaxError {
        if next.is(.closeParenthesis) || next.is(.closeBracket) {
            return SyntaxError(problem: .nothingToClose(text(next)), range: next.range)
        }
        return expected("the end of the statement", at: next)
    }

    /// Past the rest of a statement that went wrong. A block in it is parsed for its own errors and dropped.
    private mutating func skipStatement() {
        while true {
            let token = peek(.following)
            switch token.kind {
            case .newline, .end, .symbol(.semicolon), .symbol(.chain), .symbol(.closeBrace): return
            case .symbol(.openBrace):
                if depth >= Self.depthLimit {
                    skipBraces()
                } else {
                    let opened = open.count
                    do {
                        _ = try block()
                    } catch {
                        // That it is never closed, too, is the same mistake.
                        if !error.isAtEnd { report(error) }
                        open.removeSubrange(min(opened, open.count)...)
                    }
                }
            case .quote:
                take(token)
                skipString()
            default: take(token)
            }
        }
    }

    /// Past the lines that a backslash was to join: one mistake.
    private mutating func skipContinuations(_ error: SyntaxError) {
        guard case .lineGoesOn = error.problem else { return }
        var goesOn = true
        while goesOn, peek(.following).kind == .newline {
            let start = peek(.following).range.upperBound
            take(peek(.following))
            skipStatement()
            let line = lexer.bytes[start..<offset]
            goesOn = line.last { !" \t\r".utf8.contains($0) } == UInt8(ascii: "\\")
        }
    }

    /// To the brace that closes the next one, however deep.
    private mutating func skipBraces() {
        var level = 0
        newlinesMatter = false
        defer { newlinesMatter = true }
        while true {
            let token = take(peek(.following))
            if token.kind == .end { return }
            if token.is(.openBrace) { level += 1 }
            if token.is(.closeBrace) {
                level -= 1
                if level == 0 { return }
            }
            if token.kind == .quote { skipString() }
        }
    }

    /// statement = let | loop | conditional | assert | try | return | pipeline ;
    ///
    /// declaration = def | use | param ;
    ///
    /// param = "param", parameter ;
    ///
    /// assert = "assert", expression, [ ",", expression ] ;
    ///
    /// try = "try", block ;
    ///
    /// return = "return", right ;
    private mutating func statementKind(isFirst: Bool) throws(SyntaxError) -> Statement.Kind {
        let token = peek(.argument)
        if token.is(.pipe) { throw SyntaxError(problem: .pipeAtLineStart, range: token.range) }
        guard token.kind == .word else {
            if token.is(.openBrace) { throw SyntaxError(problem: .bareBlock, range: token.range) }
            if let command = foreignCommand(token) { return command }
            return try pipelineStatement()
        }
        switch text(token) {
        case "let": return try letStatement(take(token))
        case "for": return .loop(try loop())
        case "if": return .conditional(try conditional())
        case "def": return try definition(take(token))
        case "use": return try useStatement(take(token))
        case "param":
            take(token)
            if depth > 0 { throw SyntaxError(problem: .notAtTopLevel("param"), range: token.range) }
            return .parameter(try declaredParameter())
        case "assert":
            take(token)
            let condition = try expression()
            guard take(.comma, tight: [.before]) != nil else { return .assertion(condition, message: nil) }
            skipNewlines()
            return .assertion(condition, message: try expression())
        case "try":
            take(token)
            return .attempt(try block())
        case "return":
            take(token)
            return .yield(try right(.value))
        case "bds": return try version(token, isFirst: isFirst)
        case "while":
            throw SyntaxError(
                problem: .foreignStatement(
                    "while", instead: "a script is finite, so that it can be checked: for x in … { … }"),
                range: token.range)
        case "elif", "elseif":
            throw SyntaxError(
                problem: .foreignStatement(text(token), instead: "write else if"), range: token.range)
        case "else":
            throw SyntaxError(problem: .reserved("else", use: "it follows the block of an `if`"), range: token.range)
        case "as", "in", "and", "or":
            throw SyntaxError(
                problem: .reserved(text(token), use: "it stands between two parts"), range: token.range)
        default: return try pipelineStatement()
        }
    }

    /// `?` and `\q`, which are commands elsewhere: what is written here instead, the table knows.
    private mutating func foreignCommand(_ token: Token) -> Statement.Kind? {
        let first = lexer.byte(token.range.lowerBound)
        guard first == UInt8(ascii: "?") || first == UInt8(ascii: "\\"), token.kind != .word else { return nil }
        let range = token.range.lowerBound..<lexer.identifierEnd(from: token.range.lowerBound + 1)
        guard first == UInt8(ascii: "?") || range.count > 1 else { return nil }
        take(Token(kind: .word, range: range))
        let item = WrittenCommand.Item(name: nil, value: Expression(.word(text(range)), range), range: range)
        let command = WrittenCommand(items: [item], comma: nil, range: range)
        return .pipeline(Pipeline(stages: [.command(command)], name: nil, range: range))
    }

    /// version = "bds", ( "1" | "2" ) ;
    private mutating func version(_ word: Token, isFirst: Bool) throws(SyntaxError) -> Statement.Kind {
        take(word)
        let number = peek(.operand)
        let known: LanguageVersion?
        switch number.kind {
        case .int(let number): known = LanguageVersion(rawValue: number)
        case .float: known = nil
        default: throw expected("the language's version, `\(LanguageVersion.current.rawValue)`,", at: number)
        }
        take(number)
        guard let known else { throw SyntaxError(problem: .wrongVersion(text(number)), range: number.range) }
        guard isFirst, depth == 0 else {
            throw SyntaxError(problem: .versionNotFirst, range: word.range.lowerBound..<number.range.upperBound)
        }
        version = known
        versionRange = number.range
        return .version(known)
    }

    /// let = "let", name, "=", right ;
    private mutating func letStatement(_ word: Token) throws(SyntaxError) -> Statement.Kind {
        let name = try self.name("a variable's name")
        guard take(.assign) != nil else { throw expected("`=`", at: peek(.following)) }
        skipNewlines()
        let opened = open.count
        do throws(SyntaxError) {
            let value = try right(.value)
            if case .pipeline(let pipeline) = value.kind, let second = pipeline.name {
                throw SyntaxError(problem: .nameGivenTwice, range: second.range)
            }
            return .binding(name, value)
        } catch {
            // The name is known, whatever its value: what uses it is not another mistake.
            report(error)
            open.removeSubrange(min(opened, open.count)...)
            newlinesMatter = true
            skipStatement()
            skipContinuations(error)
            return .binding(name, Expression(.bad, word.range.lowerBound..<offset))
        }
    }

    /// loop = "for", name, "in", expression, [ "if", expression ], block ;
    mutating func loop() throws(SyntaxError) -> Loop {
        let word = take(peek(.following))
        return try nested(at: word.range) { parser throws(SyntaxError) in
            let variable = try parser.name("the loop's variable")
            guard parser.take(word: "in") != nil else {
                let token = parser.peek(.following)
                parser.note(.keyword(["in"]), token)
                throw parser.expected("`in`", at: token)
            }
            let sequence = try parser.expression()
            let condition = parser.take(word: "if") != nil ? try parser.expression() : nil
            return Loop(variable: variable, sequence: sequence, condition: condition, body: try parser.block())
        }
    }

    /// conditional = "if", expression, block, { "else", "if", expression, block }, [ "else", block ] ;
    mutating func conditional() throws(SyntaxError) -> Conditional {
        let word = take(peek(.following))
        return try nested(at: word.range) { parser throws(SyntaxError) in
            var branches = [Conditional.Branch(condition: try parser.expression(), body: try parser.block())]
            while parser.takeElse() {
                if parser.take(word: "if") != nil {
                    branches.append(.init(condition: try parser.expression(), body: try parser.block()))
                } else {
                    return Conditional(branches: branches, otherwise: try parser.block())
                }
            }
            return Conditional(branches: branches, otherwise: nil)
        }
    }

    /// `else` may begin the line after the block.
    private mutating func takeElse() -> Bool {
        let before = newlinesMatter
        newlinesMatter = false
        defer { newlinesMatter = before }
        return take(word: "else") != nil
    }

    /// block = "{", [ separator ], { statement, separator }, "}" ;
    mutating func block() throws(SyntaxError) -> Block {
        let opener = peek(.following)
        if opener.is(.assign) { throw SyntaxError(problem: .assignmentInCondition, range: opener.range) }
        if opener.is(.chain) {
            throw SyntaxError(problem: .foreignOperator("&&", instead: "and"), range: opener.range)
        }
        if opener.is(.pipe), lexer.byte(opener.range.upperBound) == UInt8(ascii: "|") {
            let range = opener.range.lowerBound..<opener.range.upperBound + 1
            throw SyntaxError(problem: .foreignOperator("||", instead: "or"), range: range)
        }
        guard opener.is(.openBrace) else { throw expected("`{`", at: opener) }
        take(opener)
        open.append(Opener(text: "{", span: Span(source, opener.range)))
        return try nested(at: opener.range) { parser throws(SyntaxError) in
            try parser.withNewlines(true) { parser throws(SyntaxError) in
                var statements: [Statement] = []
                while true {
                    let chain = parser.takeSeparators()
                    let token = parser.peek(.argument)
                    parser.note(.statement, token)
                    if token.is(.closeBrace) || token.kind == .end { break }
                    statements.append(parser.statement(isFirst: false, behind: chain))
                }
                let closer = try parser.close(.closeBrace, opener: opener)
                return Block(
                    statements: statements, range: opener.range.lowerBound..<closer.range.upperBound)
            }
        }
    }

    /// def = "def", name, "(", [ parameter, { ",", parameter } ], ")", block ;
    private mutating func definition(_ word: Token) throws(SyntaxError) -> Statement.Kind {
        if depth > 0 { throw SyntaxError(problem: .notAtTopLevel("def"), range: word.range) }
        let name = try self.name("the new command's name")
        let opener = peek(.following)
        guard opener.is(.openParenthesis) else { throw expected("`(`", at: opener) }
        take(opener, tight: [.before, .after])
        open.append(Opener(text: "(", span: Span(source, opener.range)))
        let parameters = try withNewlines(false) { parser throws(SyntaxError) in
            var parameters: [DeclaredParameter] = []
            while !parser.peek(.following).is(.closeParenthesis) {
                parameters.append(try parser.declaredParameter())
                guard parser.take(.comma, tight: [.before]) != nil else { break }
            }
            _ = try parser.close(.closeParenthesis, opener: opener)
            return parameters
        }
        return .definition(Definition(name: name, parameters: parameters, body: try block()))
    }

    /// parameter = name, [ ":", type, [ adjacent, "..." ] ], [ "=", expression ] ;
    private mutating func declaredParameter() throws(SyntaxError) -> DeclaredParameter {
        let name = try self.name("a parameter's name")
        var type: TypeAnnotation?
        var takesRest = false
        if take(.colon, tight: [.before]) != nil {
            type = try self.type()
            if let dots = restSign { takesRest = take(dots, tight: [.before]) == dots }
        }
        var fallback: Expression?
        if take(.assign) != nil { fallback = try expression() }
        return DeclaredParameter(
            name: name, type: type, takesRest: takesRest, fallback: fallback, range: name.range.lowerBound..<offset)
    }

    /// `...` right behind a type.
    private var restSign: Token? {
        let range = offset..<offset + 3
        guard range.upperBound <= lexer.end, lexer.bytes[range].allSatisfy({ $0 == UInt8(ascii: ".") }) else {
            return nil
        }
        return Token(kind: .symbol(.dot), range: range)
    }

    /// type = single, { "|", single } ;
    private mutating func type() throws(SyntaxError) -> TypeAnnotation {
        var types = [try single()]
        while take(.pipe) != nil { types.append(try single()) }
        guard let first = types.first, let last = types.last, types.count > 1 else { return types[0] }
        return TypeAnnotation(kind: .union(types), range: first.range.lowerBound..<last.range.upperBound)
    }

    /// single = ( type name | "[", type, "]" ), [ adjacent, "?" ] ;
    private mutating func single() throws(SyntaxError) -> TypeAnnotation {
        let token = peek(.following)
        note(.type, token)
        return try nested(at: token.range) { parser throws(SyntaxError) in
            var type: TypeAnnotation
            if token.is(.openBracket) {
                parser.take(token, tight: [.after])
                parser.open.append(Opener(text: "[", span: Span(parser.source, token.range)))
                let element = try parser.type()
                let closer = try parser.close(.closeBracket, opener: token)
                type = TypeAnnotation(kind: .list(element), range: token.range.lowerBound..<closer.range.upperBound)
            } else if token.kind == .word {
                // `Int?` is one word to the lexer, which knows globs.
                let end = parser.lexer.identifierEnd(from: token.range.lowerBound)
                let word = Token(kind: .word, range: token.range.lowerBound..<end)
                guard end > token.range.lowerBound else { throw parser.expected("a type", at: token) }
                parser.take(word)
                type = TypeAnnotation(kind: .named(parser.text(word)), range: word.range)
            } else {
                throw parser.expected("a type", at: token)
            }
            if parser.nextByte == UInt8(ascii: "?"), let mark = parser.take(.question, tight: [.before]) {
                type = TypeAnnotation(
                    kind: .optional(type), range: type.range.lowerBound..<mark.range.upperBound)
            }
            return type
        }
    }

    /// use = "use", word, [ "with", setting, { [ "," ], setting } ] ;
    ///
    /// setting = name, "=", value ;
    private mutating func useStatement(_ word: Token) throws(SyntaxError) -> Statement.Kind {
        if depth > 0 { throw SyntaxError(problem: .notAtTopLevel("use"), range: word.range) }
        let token = peek(.argument)
        note(.module, token)
        guard token.kind == .word else { throw expected("a module's name", at: token) }
        take(token)
        let module = Name(text: text(token), range: token.range)
        guard take(word: "with") != nil else {
            let next = peek(.argument)
            if next.kind == .word, lexer.byte(next.range.upperBound) == UInt8(ascii: "=") {
                throw SyntaxError(problem: .settingWithoutWith(module.text, text(next)), range: next.range)
            }
            return .use(Use(module: module, settings: []))
        }
        var settings: [(name: Name, value: Expression)] = []
        while true {
            let next = peek(.argument)
            guard next.kind == .word, let setting = try self.setting(next) else {
                if settings.isEmpty || next.kind == .word { throw expected("a setting, `name=value`", at: next) }
                return .use(Use(module: module, settings: settings))
            }
            settings.append(setting)
            if take(.comma, tight: [.before]) != nil { skipNewlines() }
        }
    }

    /// name = ( letter | "_" ), { letter | digit | "_" } ;
    mutating func name(_ what: String) throws(SyntaxError) -> Name {
        let token = peek(.argument)
        note(.newName, token)
        if token.kind == .variable { throw expected("\(what) without `$`", at: token) }
        guard token.kind == .word else { throw expected(what, at: token) }
        let spelling = text(token)
        guard Grammar.isName(spelling) else {
            throw SyntaxError(problem: .notAnIdentifier(spelling), range: token.range)
        }
        if Grammar.reserved.contains(spelling) {
            throw SyntaxError(problem: .reserved(spelling, use: "it names nothing"), range: token.range)
        }
        take(token)
        return Name(text: spelling, range: token.range)
    }
}
