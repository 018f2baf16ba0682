/// Whom a command calls.
enum Callee {
    case command(CommandSignature)
    case definition(DefinedCommand)

    var name: String {
        switch self {
        case .command(let signature): signature.name
        case .definition(let command): command.name
        }
    }

    /// What a diagnostic on it, or on one of its arguments, is about.
    func subject(_ argument: String? = nil) -> Diagnostic.Subject {
        switch self {
        case .command(let signature): .init(signature.words, argument: argument)
        case .definition(let command): .init([command.name], argument: argument)
        }
    }

    var parameters: [Parameter] {
        switch self {
        case .command(let signature): signature.parameters
        case .definition(let command): command.parameters
        }
    }

    var result: ValueType {
        switch self {
        case .command(let signature): signature.result
        case .definition(let command): command.yields ? .any : .none
        }
    }
}

/// A command whose words have found their callee and whose items their parameters.
struct BoundCommand {
    struct Argument {
        /// Its index in the callee's parameters.
        let parameter: Int
        /// One, or any number for a variadic parameter.
        let values: [Expression]
        let range: Range<Int>

        /// Where its values stand, without a name or word before them.
        var valueRange: Range<Int> {
            guard let first = values.first, let last = values.last else { return range }
            return first.range.lowerBound..<last.range.upperBound
        }

        /// The variable that it is, if it is one and nothing else.
        var variable: String? {
            if values.count == 1, case .variable(let name) = values[0].kind { name } else { nil }
        }

        /// Whether a name or word of its own stands before it.
        var isNamed: Bool { range != valueRange }
    }

    let callee: Callee
    let arguments: [Argument]
    /// The parameter that takes what the pipeline hands on.
    let pipe: Int?
    /// The command's own words.
    let words: Range<Int>

    func argument(_ parameter: Int) -> Argument? { arguments.first { $0.parameter == parameter } }
}

enum Binding {
    case bound(BoundCommand)
    /// A lone word that names no command: a symbol.
    case symbol(String)
    /// The callee is known, its arguments are wrong; or not even the callee.
    case failed(Callee?)
}

/// Matches a command's words against the signature table and the script's own `def`s.
struct Binder {
    let index: CommandIndex
    let program: Program
    /// Whether a variable of that name is bound there.
    var isVariable: (String) -> Bool = { _ in false }

    /// `previous`: the type that the pipeline hands on, nil when the command begins one.
    func bind(_ command: WrittenCommand, previous: ValueType?, mayBeSymbol: Bool) -> (
        binding: Binding, problems: [Diagnostic]
    ) {
        guard let first = command.items.first, let word = first.word else { return (.failed(nil), []) }
        let callee: Callee
        var taken = 1
        if let definition = program.definitions[word] {
            callee = .definition(definition)
        } else if let signature = index.longestMatch(command.items.lazy.map(\.word)) {
            callee = .command(signature)
            taken = signature.words.count
        } else if mayBeSymbol, command.items.count == 1, !index.isBeginning(word) {
            return (.symbol(word), doubts(word, first.range))
        } else if program.isIncomplete, !index.isBeginning(word) {
            return (.failed(nil), [])
        } else {
            return (.failed(nil), [unknown(word, command)])
        }
        return match(callee, command, taken: taken, previous: previous)
    }

    /// A call of a function of the host's, its name as the first item.
    func bind(_ function: CommandSignature, _ call: WrittenCommand) -> (binding: Binding, problems: [Diagnostic]) {
        match(.command(function), call, taken: 1, previous: nil)
    }

    private func match(_ callee: Callee, _ command: WrittenCommand, taken: Int, previous: ValueType?) -> (
        binding: Binding, problems: [Diagnostic]
    ) {
        let words = command.range.lowerBound..<command.items[taken - 1].range.upperBound
        var matching = Matching(
            callee: callee, program: program, command: command, words: words, foreignHint: index.table.foreignHint)
        matching.place(command.items[taken...], isPiped: previous != nil)
        let pipe = matching.placePipe(previous)
        matching.checkMissing(pipe: pipe)
        if matching.problems.isEmpty {
            let arguments = matching.arguments.sorted { $0.range.lowerBound < $1.range.lowerBound }
            return (.bound(BoundCommand(callee: callee, arguments: arguments, pipe: pipe, words: words)), [])
        }
        return (.failed(callee), matching.problems)
    }

    /// A lone word that is nearly a command, a variable's name or what other languages write may be a slip.
    private func doubts(_ word: String, _ range: Range<Int>) -> [Diagnostic] {
        let meant = isVariable(word) ? "$" + word : Grammar.foreignLiterals[word]
        guard let nearly = meant ?? Suggestions.closest(to: word, among: commandNames).first else { return [] }
        return [Diagnostic(.warning, CommandProblem.takenAsWord(word, nearly: nearly), at: program.span(range))]
    }

    private func unknown(_ word: String, _ command: WrittenCommand) -> Diagnostic {
        func problem(_ problem: CommandProblem, _ item: WrittenCommand.Item) -> Diagnostic {
            Diagnostic(.error, problem, at: program.span(item.range))
        }
        if isVariable(word) { return problem(.variableWithoutSign(word), command.items[0]) }
        let words = command.items.prefix(2).compactMap(\.word).reversed()
        if let here = words.lazy.compactMap(index.table.foreignHint).first, !index.isBeginning(word) {
            return problem(.foreign(word, of: nil, here: here), command.items[0])
        }
        let seconds = index.secondWords(after: word)
        if seconds.isEmpty {
            if let habit = index.table.habits.first(where: { $0.word == word }) {
                return problem(.habit(word, here: habit.here), command.items[0])
            }
            return problem(.unknown(word, known: commandNames), command.items[0])
        }
        if command.items.count > 1, let second = command.items[1].word {
            return problem(.wrongSecondWord(after: word, known: seconds, found: second), command.items[1])
        }
        return problem(.wrongSecondWord(after: word, known: seconds, found: nil), command.items[0])
    }

    private var commandNames: [String] { index.firstWords + program.definitions.keys.sorted() }
}

/// The items of one command on their way to their parameters.
private struct Matching {
    let callee: Callee
    let program: Program
    let command: WrittenCommand
    let words: Range<Int>
    /// What stands here for a word of another tool.
    let foreignHint: (String) -> String?
    var arguments: [BoundCommand.Argument] = []
    var problems: [Diagnostic] = []

    private var parameters: [Parameter] { callee.parameters }

    /// - Parameter isPiped: whether a pipeline hands something on.
    mutating func place(_ items: ArraySlice<WrittenCommand.Item>, isPiped: Bool) {
        if let comma = command.comma, listWithoutBrackets(items, comma) { return }
        var variadic: [Expression] = []
        /// The places that the session or the pipeline fills, since what is written cannot.
        var passed: Set<Int> = []
        var index = items.startIndex
        while index < items.endIndex {
            let item = items[index]
            index += 1
            if let name = item.name {
                placeNamed(name, item)
            } else if let word = item.word,
                let clause = parameters.firstIndex(where: { $0.form == .clause && $0.name == word })
            {
                guard index < items.endIndex, items[index].name == nil else {
                    problem(.clauseWithoutValue(parameters[clause]), item.range, about: word)
                    continue
                }
                add(clause, items[index].value, item.range.lowerBound..<items[index].range.upperBound)
                index += 1
            } else if let next = nextPlace(for: item, isPiped: isPiped, passed: &passed) {
                if let word = item.word, takesOnlyObjects(parameters[next].type) {
                    misplaced(word, item.range, wantsObject: true)
                    return
                }
                add(next, item.value, item.range)
            } else if parameters.contains(where: { $0.form == .variadic }) {
                variadic.append(item.value)
            } else {
                misplaced(program.source.text(item.range), item.range)
                return
            }
        }
        if let parameter = parameters.firstIndex(where: { $0.form == .variadic }) {
            if let first = variadic.first, let last = variadic.last, !isGiven(parameter) {
                arguments.append(
                    .init(
                        parameter: parameter, values: variadic,
                        range: first.range.lowerBound..<last.range.upperBound))
            }
        } else if let comma = command.comma {
            problem(.comma(callee.name), comma)
        }
    }

    /// The first free place; one that takes objects and gets them from elsewhere gives way to what is none, if that has
    /// a place behind it: `sample | filter valid`.
    private func nextPlace(for item: WrittenCommand.Item, isPiped: Bool, passed: inout Set<Int>) -> Int? {
        let free = parameters.indices.filter {
            parameters[$0].form == .positional && !isGiven($0) && !passed.contains($0)
        }
        guard let first = free.first else { return nil }
        let parameter = parameters[first]
        let isFilled =
            isPiped && parameter.takesPipe || parameter.absence == .session || parameter.absence == .sessionIfAny
        guard isFilled, takesOnlyObjects(parameter.type), item.value.isPlain,
            free.count > 1 || parameters.contains(where: { $0.form == .variadic })
        else { return first }
        passed.insert(first)
        return nextPlace(for: item, isPiped: isPiped, passed: &passed)
    }

    /// `seeds=42,123`: one mistake, whatever the rest would be taken for.
    private mutating func listWithoutBrackets(_ items: ArraySlice<WrittenCommand.Item>, _ comma: Range<Int>) -> Bool {
        guard let first = items.lastIndex(where: { $0.range.upperBound <= comma.lowerBound }),
            let name = items[first].name, items[first].value.isPlain,
            let parameter = parameters.first(where: { $0.name == name.text }), parameter.type.hasList
        else { return false }
        let further = items[items.index(after: first)...].prefix { $0.name == nil && $0.value.isPlain }
        guard let last = further.last else { return false }
        let elements = ([items[first]] + further).map { program.source.text($0.value.range) }
        problem(
            .listWithoutBrackets(name.text, elements), items[first].range.lowerBound..<last.range.upperBound,
            about: name.text)
        return true
    }

    private mutating func placeNamed(_ name: Name, _ item: WrittenCommand.Item) {
        guard let parameter = parameters.firstIndex(where: { $0.name == name.text }) else {
            if let here = foreignHint(program.source.text(item.range)) ?? foreignHint(name.text) {
                problem(.foreign(name.text, of: callee.name, here: here), name.range)
                return
            }
            let takesPath = parameters.contains { parameter in
                if case .path = parameter.type { parameter.form == .positional } else { false }
            }
            // `epoch=6.ckpt` is a file's name.
            if takesPath, case .word(let word) = item.value.kind, word.dropFirst().contains(".") {
                problem(.pathNeedsQuotes(program.source.text(item.range)), item.range)
                return
            }
            problem(.unknownArgument(name.text, of: callee.name, known: parameters.map(\.name)), name.range)
            return
        }
        add(parameter, item.value, item.range)
    }

    private mutating func add(_ parameter: Int, _ value: Expression, _ range: Range<Int>) {
        if let first = arguments.first(where: { $0.parameter == parameter }) {
            let name = parameters[parameter].name
            problem(.givenTwice(name, first: program.span(first.range)), range, about: name)
            return
        }
        arguments.append(.init(parameter: parameter, values: [value], range: range))
    }

    private func isGiven(_ parameter: Int) -> Bool { arguments.contains { $0.parameter == parameter } }

    private func takesOnlyObjects(_ type: ValueType) -> Bool {
        switch type {
        case .object: true
        case .optional(let type): takesOnlyObjects(type)
        case .either(let types): types.allSatisfy(takesOnlyObjects)
        default: false
        }
    }

    private mutating func misplaced(_ text: String, _ range: Range<Int>, wantsObject: Bool = false) {
        if let here = foreignHint(text) {
            problem(.foreign(text, of: callee.name, here: here), range)
            return
        }
        let names = parameters.map(\.name)
        let clause = parameters.first { parameter in
            if case .path = parameter.type.unwrapped { parameter.form == .clause } else { false }
        }
        let close = Suggestions.closest(to: text, among: names)
        let remedy: CommandProblem.Remedy
        if names.contains(text) {
            remedy = .name(text)
        } else if let clause, !arguments.contains(where: { parameters[$0.parameter].name == clause.name }),
            text.contains(".") || text.contains("/")
        {
            remedy = .clause("\(clause.name) \(text)")
        } else if !close.isEmpty {
            remedy = .nearly(close)
        } else if wantsObject, Grammar.isName(text) {
            remedy = .variable(text)
        } else {
            remedy = .places(parameters.filter { $0.form == .positional || $0.form == .variadic }.map(\.name))
        }
        problem(.misplaced(text, in: callee.name, remedy: remedy), range)
    }

    /// Of the parameters that take a pipeline's value and are not written: the first whose type fits, else the first.
    mutating func placePipe(_ previous: ValueType?) -> Int? {
        guard let previous else { return nil }
        let free = parameters.indices.filter {
            parameters[$0].takesPipe && (parameters[$0].form == .variadic || !isGiven($0))
        }
        if let fitting = free.first(where: { previous.mayPass(for: parameters[$0].type) }) ?? free.first {
            return fitting
        }
        if problems.isEmpty {
            if let taker = parameters.first(where: \.takesPipe) {
                problem(.pipedIsGiven(taker.name, to: callee.name), words, about: taker.name)
            } else {
                problem(.takesNoPipe(callee.name), words)
            }
        }
        return nil
    }

    mutating func checkMissing(pipe: Int?) {
        guard problems.isEmpty else { return }
        for (index, parameter) in parameters.enumerated() where parameter.absence == .required {
            if isGiven(index) || pipe == index { continue }
            problem(.missing(parameter, of: callee.name), words, about: parameter.name)
        }
    }

    private mutating func problem(_ problem: CommandProblem, _ range: Range<Int>, about argument: String? = nil) {
        problems.append(Diagnostic(.error, problem, at: program.span(range), subject: callee.subject(argument)))
    }
}
