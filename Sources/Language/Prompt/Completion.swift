/// What may stand at a place of a text that is being typed.
public struct Completion: Sendable {
    /// What a candidate is.
    public enum Kind: Sendable, Hashable {
        case keyword
        case command
        /// `name=`, or a clause's word.
        case argument
        case value
        case variable
        case field
        case function
        case type
    }

    /// One thing that may stand there.
    public struct Candidate: Sendable, Hashable {
        /// What the partial word becomes.
        public let text: String
        /// What it is.
        public let kind: Kind
        /// A few words about it; may be empty.
        public let summary: String
    }

    /// The partial word before the cursor, in UTF-8 offsets; in quotes, from the opening quote on.
    public let replaced: Range<Int>
    /// Its text, without the quote.
    public let typed: String
    /// True when the partial word began with a quote, so that what replaces it needs quotes.
    public let isQuoted: Bool
    /// Those that begin with the partial word, in the order of the table.
    public let candidates: [Candidate]
    /// Set when a file may stand here: the extensions wanted, empty for any.
    public let extensions: [String]?
    /// Set when a word of some kind may stand here that only the host can list: "schedule", "method", "module".
    public let wordKind: String?
    /// The argument whose value is being typed, and its command.
    public let argument: (command: String, parameter: String)?
}

extension Session {
    /// What may stand at `cursor` (a UTF-8 offset) of `text`, judged by what is before it.
    public func complete(_ text: String, at cursor: Int) -> Completion {
        let bytes = Array(text.utf8)
        let place = PartialWord(bytes, cursor: min(max(cursor, 0), bytes.count))
        var parser = Parser(
            SourceText(name: "<prompt>", text: String(decoding: bytes[..<place.contextEnd], as: UTF8.self)))
        _ = parser.script()
        var completer = Completer(session: self, typed: place.typed, isQuoted: place.isQuoted)
        completer.gather(parser.contextAtEnd)
        var seen: Set<String> = []
        return Completion(
            replaced: place.range, typed: place.typed, isQuoted: place.isQuoted,
            candidates: completer.candidates.filter { $0.text.hasPrefix(place.typed) && seen.insert($0.text).inserted },
            extensions: completer.extensions, wordKind: completer.wordKind, argument: completer.argument)
    }
}

/// The word that ends at the cursor.
struct PartialWord {
    let range: Range<Int>
    let typed: String
    let isQuoted: Bool
    /// What stands before this decides what may stand here.
    let contextEnd: Int

    init(_ bytes: [UInt8], cursor: Int) {
        if let quote = Self.openQuote(bytes, cursor) {
            range = quote..<cursor
            typed = String(decoding: bytes[quote + 1..<cursor], as: UTF8.self)
            isQuoted = true
            contextEnd = quote
            return
        }
        var start = cursor
        while start > 0, Lexer.isWordByte(bytes[start - 1]) { start -= 1 }
        let before = start > 0 ? bytes[start - 1] : 0
        let followsVariable = before == UInt8(ascii: "$")
        let followsBracket = before == UInt8(ascii: "]") || before == UInt8(ascii: ")")
        if followsVariable || followsBracket, let dot = bytes[start..<cursor].lastIndex(of: UInt8(ascii: ".")) {
            start = dot + 1
        } else if followsVariable {
            start -= 1
        }
        range = start..<cursor
        typed = String(decoding: bytes[range], as: UTF8.self)
        isQuoted = false
        contextEnd = start
    }

    /// The quote that is open at the cursor, on its line.
    private static func openQuote(_ bytes: [UInt8], _ cursor: Int) -> Int? {
        let lineStart = (bytes[..<cursor].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        var open: Int?
        var offset = lineStart
        while offset < cursor {
            if bytes[offset] == UInt8(ascii: "\"") {
                open = open == nil ? offset : nil
            } else if bytes[offset] == UInt8(ascii: "\\"), open != nil {
                offset += 1
            } else if bytes[offset] == UInt8(ascii: "#"), open == nil {
                return nil
            }
            offset += 1
        }
        return open
    }
}

/// Gathers candidates for a place in the grammar.
private struct Completer {
    let session: Session
    let typed: String
    let isQuoted: Bool
    var candidates: [Completion.Candidate] = []
    var extensions: [String]?
    var wordKind: String?
    var argument: (command: String, parameter: String)?

    private var index: CommandIndex { session.index }

    mutating func gather(_ context: GrammarContext?) {
        switch context {
        case .statement?:
            for word in Grammar.statementWords { add(word, .keyword, "") }
            commands(piped: false)
        case .right?:
            for word in ["for", "if"] { add(word, .keyword, "") }
            commands(piped: false)
            expression()
        case .command?: commands(piped: true)
        case .argument(let items, let isPiped, let name)?: arguments(items, isPiped: isPiped, name: name)
        case .expression?: expression()
        case .call(let name, let place)?: call(name, place)
        case .field(let base)?: fields(of: base)
        case .variable?, nil, .newName?: break
        case .keyword(let words)?: for word in words { add(word, .keyword, "") }
        case .module?: wordKind = "module"
        case .type?:
            for (name, _) in TypeResolver.simple { add(name, .type, "") }
            for type in index.table.objectTypes { add(type.name, .type, type.summary) }
        }
        if typed.hasPrefix("$") { variables(.any) }
    }

    private mutating func add(_ text: String, _ kind: Completion.Kind, _ summary: String) {
        candidates.append(.init(text: text, kind: kind, summary: summary))
    }

    private mutating func commands(piped: Bool) {
        for command in index.table.commands {
            guard !piped || command.parameters.contains(where: \.takesPipe), let first = command.words.first else {
                continue
            }
            let others = index.table.commands.filter { $0.words.first == first }
            add(first, .command, others.count > 1 ? others.map(\.name).joined(separator: ", ") : command.summary)
        }
        for (name, _) in session.definitions.sorted(by: { $0.key < $1.key }) { add(name, .command, "defined here") }
    }

    private mutating func expression() {
        variables(.any)
        for function in index.table.functions { add("\(function.name)(", .function, function.summary) }
        for word in ["true", "false", "none"] { add(word, .value, "") }
    }

    /// An argument of a function: what its parameter takes, or any value.
    private mutating func call(_ name: String, _ place: Int) {
        if let parameters = index.table.functions.first(where: { $0.name == name })?.parameters,
            parameters.indices.contains(place)
        {
            values(parameters[place].type)
        }
        if !isQuoted { expression() }
    }

    private mutating func variables(_ type: ValueType) {
        for (name, value) in session.environment.variables.sorted(by: { $0.key < $1.key })
        where value.type.mayPass(for: type) {
            let summary = if case .object = value { value.description } else { value.type.name }
            add("$\(name)", .variable, summary)
        }
        if typed.hasPrefix("$\(Grammar.here.prefix(1))"), ValueType.string.mayPass(for: type) {
            add("$\(Grammar.here)", .variable, "the folder of the script")
        }
    }

    // MARK: Arguments

    private mutating func arguments(_ items: [WrittenCommand.Item], isPiped: Bool, name: String?) {
        guard let first = items.first?.word else { return }
        let parameters: [Parameter]
        var taken = 1
        let callee: String
        if let definition = session.definitions[first] {
            (parameters, callee) = (definition.parameters, first)
        } else {
            if name == nil { furtherWords(items) }
            guard let signature = index.longestMatch(items.lazy.map(\.word)) else { return }
            (parameters, callee) = (signature.parameters, signature.name)
            taken = signature.words.count
        }
        var given: Set<String> = []
        var places = parameters.filter { $0.form == .positional }
        var clause: Parameter?
        for item in items.dropFirst(taken) {
            if let open = clause {
                given.insert(open.name)
                clause = nil
            } else if let name = item.name {
                given.insert(name.text)
                places.removeAll { $0.name == name.text }
            } else if let word = item.word,
                let found = parameters.first(where: { $0.form == .clause && $0.name == word })
            {
                clause = found
            } else if let next = places.first {
                given.insert(next.name)
                places.removeFirst()
            }
        }
        if let name {
            if let parameter = parameters.first(where: { $0.name == name }) { values(parameter, callee) }
            return
        }
        if let clause { return values(clause, callee) }
        let piped = isPiped ? places.first(where: \.takesPipe)?.name : nil
        if let next = places.first(where: { $0.name != piped }) ?? parameters.first(where: { $0.form == .variadic }) {
            values(next, callee)
        }
        guard !isQuoted else { return }
        for parameter in parameters where !given.contains(parameter.name) && parameter.name != piped {
            switch parameter.form {
            case .named: add("\(parameter.name)=", .argument, parameter.declaration + ": " + parameter.summary)
            case .clause: add(parameter.name, .argument, parameter.summary)
            case .positional, .variadic: break
            }
        }
    }

    /// `load ` is followed by `checkpoint`, `dataset` …
    private mutating func furtherWords(_ items: [WrittenCommand.Item]) {
        let words = items.map(\.word)
        for command in index.table.commands where command.words.count > words.count {
            guard zip(words, command.words).allSatisfy({ $0 == $1 }) else { continue }
            add(command.words[words.count], .command, command.summary)
        }
    }

    private mutating func values(_ parameter: Parameter, _ callee: String) {
        argument = (callee, parameter.name)
        values(parameter.type)
    }

    private mutating func values(_ type: ValueType) {
        switch type {
        case .path(let wanted): extensions = (extensions ?? []) + wanted
        case .word(let kind): wordKind = kind
        case .optional(let inner): values(inner)
        case .list(let element): values(element)
        case .either(let types): for inner in types { values(inner) }
        default: break
        }
        guard !isQuoted else { return }
        for word in type.words { add(word, .value, "") }
        variables(type)
    }

    // MARK: Fields

    private mutating func fields(of base: Expression) {
        let program = Program(Script(SourceText(name: "<prompt>", text: "")), isModule: false)
        let checker = Checker(
            index: index, dryRunner: session.host.makeDryRunner(),
            settings: CheckedSettings(ScriptSettings(), isCheckOnly: true), program: program,
            environment: session.environment, atPrompt: true)
        guard !base.makesObjects else { return }
        let type = checker.evaluate(base).type.unwrapped
        guard case .object(let name) = type, let object = index.objectType(name) else { return }
        for field in object.fields { add(field.name, .field, "\(field.type.name): \(field.summary)") }
    }
}
