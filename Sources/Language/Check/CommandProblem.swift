/// What is wrong with a command: its words, its arguments, what it is handed.
enum CommandProblem: Problem {
    case unknown(String, known: [String])
    case habit(String, here: String)
    case wordOfNoArgument(String, nearly: [String])
    case takenAsWord(String, nearly: String)
    case variableWithoutSign(String)
    case listWithoutBrackets(String, [String])
    case pathNeedsQuotes(String)
    case wrongSecondWord(after: String, known: [String], found: String?)
    case unknownArgument(String, of: String, known: [String])
    case givenTwice(String, first: Span)
    /// A word of another tool: as an argument of a command, or where a command stands.
    case foreign(String, of: String?, here: String)
    case misplaced(String, in: String, remedy: Remedy)
    case clauseWithoutValue(Parameter)
    case numberOrWord(String)
    case comma(String)
    case missing(Parameter, of: String)
    case mismatch(ArgumentMismatch)
    case sessionHasNone([String], for: String, makers: [String])
    case takesNoPipe(String)
    case pipedIsGiven(String, to: String)
    case nothingPiped(to: String)

    /// What to write instead of a value that has no place.
    enum Remedy: Sendable {
        case name(String)
        case clause(String)
        case nearly([String])
        case variable(String)
        case places([String])
    }

    var message: String {
        switch self {
        case .unknown(let word, _): "there is no command `\(word)`"
        case .takenAsWord(let word, let nearly):
            Grammar.foreignLiterals[word] != nil || nearly.hasPrefix("$")
                ? "`\(word)` is taken as a word" : "`\(word)` is taken as a word, for there is no such command"
        case .habit(let word, _): "there is no command `\(word)`"
        case .wordOfNoArgument(let word, _): "no argument takes the word `\(word)`"
        case .variableWithoutSign(let name): "`\(name)` is a variable, and no command"
        case .listWithoutBrackets(let name, _): "`\(name)` takes a list, which stands in brackets"
        case .pathNeedsQuotes(let path): SyntaxProblem.pathNeedsQuotes(path).message
        case .wrongSecondWord(let first, let known, let found):
            "`\(first)` is followed by \(known.joined(separator: ", "))" + (found.map { ", not by `\($0)`" } ?? "")
        case .unknownArgument(let name, let command, _): "`\(command)` has no argument `\(name)`"
        case .givenTwice(let name, _): "`\(name)` is given twice"
        case .foreign(let word, let command?, _): "`\(command)` has no argument `\(word)`"
        case .foreign(let word, nil, _): "there is no command `\(word)`"
        case .misplaced(let text, let command, _):
            "`\(command)` has no place for `\(text.count > 40 ? "\(text.prefix(40))…" : text)`"
        case .clauseWithoutValue(let parameter):
            "`\(parameter.name)` needs a value after it: \(parameter.type.expectation)"
        case .numberOrWord(let word):
            NumberLikeness(word) == .point
                ? SyntaxProblem.pointWithoutDigit(word).message : SyntaxProblem.numberOrWord(word).message
        case .comma(let command): "arguments of `\(command)` have blanks between them, no comma"
        case .missing(let parameter, let command):
            "`\(command)` needs `\(parameter.name)`: \(parameter.type.expectation)"
        case .mismatch(let mismatch): mismatch.message
        case .sessionHasNone(let types, let command, _):
            "`\(command)` needs \(ValueType.withArticle(types.joined(separator: " or "))), "
                + "and nothing before loads or makes one"
        case .takesNoPipe(let command): "`\(command)` takes nothing from a pipeline"
        case .pipedIsGiven(let name, let command): "`\(command)` is given what the pipeline hands on: `\(name)`"
        case .nothingPiped(let word): "the command before hands nothing on to `\(word)`"
        }
    }

    var notes: [Diagnostic.Note] {
        switch self {
        case .givenTwice(_, let first): [.init("first given here", at: first)]
        case .mismatch(let mismatch): [mismatch.declaration]
        default: []
        }
    }

    var hint: String? {
        switch self {
        case .unknown(let word, let known):
            Suggestions.didYouMean(Suggestions.closest(to: word, among: known + Grammar.statementWords))
                ?? Suggestions.hint(for: word, among: known, kind: "commands")
        case .takenAsWord(_, let command): Suggestions.didYouMean([command])
        case .wrongSecondWord(let first, let known, let found):
            found.flatMap { Suggestions.closest(to: $0, among: known).first }.map { "did you mean `\(first) \($0)`?" }
        case .unknownArgument(let name, let command, let known):
            known.isEmpty
                ? "it takes none" : Suggestions.hint(for: name, among: known, kind: "arguments of `\(command)`")
        case .misplaced(_, _, .name(let name)): "write \(name)=…"
        case .misplaced(_, _, .clause(let text)): "write \(text)"
        case .habit(_, let here): "write \(here)"
        case .wordOfNoArgument(let word, let nearly):
            Grammar.foreignLiterals[word].map { "write \($0)" } ?? Suggestions.didYouMean(nearly)
        case .variableWithoutSign(let name): "a variable is written $\(name)"
        case .listWithoutBrackets(let name, let elements): "write \(name)=[\(elements.joined(separator: ", "))]"
        case .pathNeedsQuotes(let path): SyntaxProblem.pathNeedsQuotes(path).hint
        case .misplaced(_, _, .nearly(let names)): Suggestions.didYouMean(names)
        case .misplaced(_, _, .variable(let name)): "a variable is written $\(name)"
        case .misplaced(_, _, .places(let names)):
            "by place it takes \(names.isEmpty ? "nothing" : names.joined(separator: ", ")); "
                + "the rest is written name=value"
        case .numberOrWord(let word):
            NumberLikeness(word) == .point
                ? SyntaxProblem.pointWithoutDigit(word).hint
                : (NumberLikeness(word) == .malformed ? "" : "write (\(NumberLikeness.spaced(word) ?? word)), or ")
                    + "quote it: \(Value.quoted(word))"
        case .missing(let parameter, _): parameter.summary.isEmpty ? nil : "\(parameter.name): \(parameter.summary)"
        case .mismatch(let mismatch): mismatch.hint
        case .foreign(_, _, let here): here
        case .sessionHasNone(_, _, let makers):
            makers.isEmpty ? nil : "\(makers.prefix(4).map { "`\($0)`" }.joined(separator: " or ")) gives one"
        default: nil
        }
    }
}
