/// What the parser finds wrong.
enum SyntaxProblem: Problem {
    case expected(String, found: String)
    case emptyIndex(opener: Span)
    case unclosed(opener: Span)
    case mismatched(opener: Span, closer: String, found: String)
    case nothingToClose(String)
    case unexpectedBytes(String)
    case singleQuote
    case unclosedString
    case badEscape(String)
    case numberTooLarge(String)
    case nameAfterDollar
    case variableInWord(String)
    case arithmeticInArgument(String)
    case assignmentWithoutLet(String)
    case pipeAtLineStart
    case lookalike(Lookalike)
    case bareBlock
    case settingWithoutWith(String, String)
    case update(String, String)
    case foreignOperator(String, instead: String)
    case foreignStatement(String, instead: String)
    case tryAsValue
    case lineGoesOn
    case pathNeedsQuotes(String)
    case backslashInPath(String)
    case numberOrWord(String)
    case pointWithoutDigit(String)
    case rangeWithoutSign(String, String)
    case wordInBraces(String)
    indirect case inBraces(SyntaxProblem)
    case comparisonChain
    case assignmentInCondition
    case tooDeep
    case reserved(String, use: String)
    case wrongVersion(String)
    case versionNotFirst
    case notAtTopLevel(String)
    case nameGivenTwice
    case notAnIdentifier(String)

    var message: String {
        switch self {
        case .expected(let what, let found): "expected \(what), found \(found)"
        case .emptyIndex: "expected an index, found `]`"
        case .unclosed(let opener): "this `\(opener.text)` is never closed"
        case .mismatched(let opener, let closer, let found):
            "expected `\(closer)` to close `\(opener.text)`, found \(found)"
        case .nothingToClose(let closer): "`\(closer)` closes nothing: nothing is open here"
        case .unexpectedBytes(let what): "\(what) has no meaning here"
        case .singleQuote: "text is written in double quotes"
        case .unclosedString: "this text has no closing quote on its line"
        case .badEscape(let escape): "`\\\(escape)` is not an escape"
        case .numberTooLarge(let digits):
            "\(digits.count > 40 ? "a number of \(digits.count) characters" : digits) is too large a number"
        case .nameAfterDollar: "expected a variable's name after `$`"
        case .variableInWord: "a bare word cannot hold a variable"
        case .arithmeticInArgument(let symbol): "`\(symbol)` in an argument needs parentheses around the expression"
        case .assignmentWithoutLet(let name): "a variable is set with `let \(name) = …`"
        case .pipeAtLineStart: "a line cannot begin with `|`"
        case .settingWithoutWith: "a module's settings stand behind `with`"
        case .update(_, let sign): "there is no `\(sign)=`"
        case .bareBlock: "a block stands behind `for`, `if`, `else`, `def` or `try`"
        case .lookalike(let character): "this is \(character.name)"
        case .foreignOperator(let sign, _): "`\(sign)` is no operator of this language"
        case .foreignStatement(let word, _): "there is no `\(word)`"
        case .tryAsValue: "`try` is a statement, and gives no value"
        case .lineGoesOn: "a line does not go on behind `\\`"
        case .pathNeedsQuotes(let path): "`\(path)` is not one word"
        case .backslashInPath: "a path has no backslashes"
        case .numberOrWord(let word): "`\(word)` may be a number or a word"
        case .pointWithoutDigit: "a number has digits before and after its point"
        case .rangeWithoutSign: "a range says whether its end belongs to it"
        case .wordInBraces(let word): "`{\(word)}` would only be the word `\(word)`"
        case .inBraces(let problem): problem.message
        case .comparisonChain: "comparisons do not chain"
        case .assignmentInCondition: "`=` does not compare"
        case .tooDeep: "this is nested too deeply: \(Parser.depthLimit) levels are the limit"
        case .reserved(let word, let use): "`\(word)` is the language's own word: \(use)"
        case .wrongVersion(let version): "this bds speaks versions 1 and 2 of the language, not \(version)"
        case .versionNotFirst: "the language's version stands before everything else"
        case .notAtTopLevel(let word): "`\(word)` stands outside every block"
        case .nameGivenTwice: "`let` names the value already: `as` is one name too many"
        case .notAnIdentifier(let text):
            "`\(text)` is not a name: a name is letters, digits and `_`, and does not begin with a digit"
        }
    }

    var notes: [Diagnostic.Note] {
        switch self {
        case .emptyIndex(let opener), .unclosed(let opener), .mismatched(let opener, _, _):
            [.init("`\(opener.text)` was opened here", at: opener)]
        case .inBraces(let problem): problem.notes
        default: []
        }
    }

    var hint: String? {
        switch self {
        case .singleQuote: "write \"…\""
        case .unclosedString: "a quote within text is written \\\""
        case .badEscape: "the escapes are \\n \\t \\r \\\" \\\\ \\{ and \\u{1F600}"
        case .variableInWord(let text): "write it in quotes, the variable in braces: \"\(text)\""
        case .arithmeticInArgument: "for example n=($n * 2)"
        case .pipeAtLineStart: "end the line before with `|`"
        case .lookalike(let character): "write \(character.instead)"
        case .foreignOperator(_, let instead): "write \(instead)"
        case .foreignStatement(_, let instead): instead
        case .settingWithoutWith(let module, let name): "write use \(module) with \(name)=…"
        case .update(let name, let sign): "a name is bound anew: let \(name) = $\(name) \(sign) …"
        case .tryAsValue: "what is done with the value stands in the block, too: try { let x = …; print $x }"
        case .lineGoesOn: "it goes on within ( ) and [ ], and behind `|`, `=` and `,`"
        case .pathNeedsQuotes(let path): "quote it: \"\(path)\""
        case .backslashInPath(let path): "write \"\(path)\", in quotes"
        case .wrongVersion: "write `bds 2`"
        case .numberOrWord(let word): Self.numberOrWord(word)
        case .pointWithoutDigit(let number):
            "write \(number.hasSuffix(".") ? number + "0" : number.replacing(".", with: "0.", maxReplacements: 1))"
        case .rangeWithoutSign(let low, let high): "write \(low)..<\(high), or \(low)..=\(high) with the \(high)"
        case .wordInBraces(let word): "a variable is written {$\(word)}, and a brace that is only a brace \\{"
        case .inBraces: "a brace that is only a brace is written \\{"
        case .comparisonChain: "join them with `and`"
        case .assignmentInCondition: "write `==`"
        default: nil
        }
    }
}

extension SyntaxProblem {
    var isAboutBraces: Bool {
        switch self {
        case .wordInBraces, .inBraces: true
        default: false
        }
    }

    /// What to write instead of a word that may be arithmetic.
    static func numberOrWord(_ word: String) -> String {
        // A word holds nothing that would need an escape.
        let quoted = "quote it: \"\(word)\""
        return NumberLikeness.spaced(word).map { "write \($0), or \(quoted)" } ?? quoted
    }
}

/// Thrown inside the parser; caught at the statement.
struct SyntaxError: Error, Sendable {
    var problem: SyntaxProblem
    let range: Range<Int>
    /// Where the text ended too early rather than went wrong: more of it could mend this.
    var isAtEnd = false
    /// The command it stands in.
    var subject: Diagnostic.Subject?
}
