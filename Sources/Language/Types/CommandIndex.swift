/// The signature table, ready for looking up: commands by their words, defaults as values.
final class CommandIndex {
    let table: SignatureTable
    /// The first words of all commands, in the table's order, each once.
    let firstWords: [String]
    private let byFirstWord: [String: [CommandSignature]]
    private let defaults: [String: [String: Value]]
    private let objectTypes: [String: ObjectType]

    init(_ table: SignatureTable) {
        self.table = table
        var byFirstWord: [String: [CommandSignature]] = [:]
        var firstWords: [String] = []
        var defaults: [String: [String: Value]] = [:]
        for command in table.commands {
            guard let first = command.words.first else { continue }
            if byFirstWord[first] == nil { firstWords.append(first) }
            byFirstWord[first, default: []].append(command)
            for parameter in command.parameters {
                guard case .literal(let text) = parameter.absence, let value = Constant.parse(text) else { continue }
                defaults[command.name, default: [:]][parameter.name] = parameter.type.converting(value) ?? value
            }
        }
        self.byFirstWord = byFirstWord.mapValues { $0.sorted { $0.words.count > $1.words.count } }
        self.firstWords = firstWords
        self.defaults = defaults
        self.objectTypes = Dictionary(table.objectTypes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The command with the most words that `words` begin with; nil in it: no bare word.
    func longestMatch(_ words: some Sequence<String?>) -> CommandSignature? {
        var iterator = words.makeIterator()
        guard let next = iterator.next(), let first = next, let candidates = byFirstWord[first] else { return nil }
        let written = Array(words.prefix(candidates.first?.words.count ?? 1))
        return candidates.first { $0.words.count <= written.count && zip($0.words, written).allSatisfy { $0 == $1 } }
    }

    func isBeginning(_ word: String) -> Bool { byFirstWord[word] != nil }

    /// What may follow a first word that is no command of its own.
    func secondWords(after first: String) -> [String] {
        var seen: [String] = []
        for command in table.commands where command.words.first == first && command.words.count > 1 {
            if !seen.contains(command.words[1]) { seen.append(command.words[1]) }
        }
        return seen
    }

    func defaultValue(_ parameter: Parameter, of command: CommandSignature) -> Value? {
        defaults[command.name]?[parameter.name]
    }

    func objectType(_ name: String) -> ObjectType? { objectTypes[name] }

    /// The commands that yield an object of this type.
    func makers(of type: String) -> [String] {
        table.commands.filter { $0.result.objectNames.contains(type) }.map(\.name)
    }
}

extension SignatureTable {
    /// What is wrong with the table itself, one line each: a default that is not of its type, a name used twice.
    /// For the host's tests.
    public func problems() -> [String] {
        var problems: [String] = []
        var names: Set<String> = []
        for command in commands {
            if !names.insert(command.name).inserted { problems.append("\(command.name): declared twice") }
            if let first = command.words.first, Grammar.reserved.contains(first) {
                problems.append("\(command.name): `\(first)` is reserved")
            }
            var parameters: Set<String> = []
            for parameter in command.parameters {
                let place = "\(command.name) \(parameter.name)"
                if !parameters.insert(parameter.name).inserted { problems.append("\(place): declared twice") }
                if case .literal(let text) = parameter.absence {
                    let value = Constant.parse(text)
                    if value.flatMap(parameter.type.converting) == nil {
                        problems.append("\(place): the default `\(text)` is not \(parameter.type.expectation)")
                    }
                }
                for object in parameter.type.objectNames where objectType(object) == nil {
                    problems.append("\(place): no object type \(object)")
                }
            }
            for example in command.examples {
                let script = Script(SourceText(name: command.name, text: example))
                problems += script.diagnostics.map { "\(command.name): example `\(example)`: \($0.message)" }
            }
        }
        return problems
    }
}

/// Values written out: defaults, `--set`, script arguments.
enum Constant {
    /// The value of a text such as `1000`, `[42, 123]`, `none`, `loglinear`; nil when it is none.
    static func parse(_ text: String) -> Value? {
        var parser = Parser(SourceText(name: "", text: text))
        guard let expression = try? parser.primaryOrRange(), parser.peek(.argument).kind == .end else { return nil }
        return value(of: expression)
    }

    static func value(of expression: Expression) -> Value? {
        switch expression.kind {
        case .literal(let value): return value
        case .word(let text): return .symbol(text)
        case .string(let parts):
            var text = ""
            for part in parts {
                guard case .text(let piece) = part else { return nil }
                text += piece
            }
            return .string(text)
        case .list(let elements):
            var values: [Value] = []
            for element in elements {
                guard let value = value(of: element) else { return nil }
                values.append(value)
            }
            return .list(values)
        case .range(let lower, let upper, let isClosed):
            guard let lower = value(of: lower), let upper = value(of: upper) else { return nil }
            return try? Operations.range(lower, upper, isClosed: isClosed)
        case .unary(let operation, let operand):
            guard let value = value(of: operand) else { return nil }
            return try? Operations.apply(operation, value)
        default: return nil
        }
    }
}
