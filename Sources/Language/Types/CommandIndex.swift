/// The signature table, ready for looking up: commands by their words, defaults as values.
final class CommandIndex {
    let table: SignatureTable
    /// The first words of all commands, in the table's order, each once.
    let firstWords: [String]
    private let byFirstWord: [String: [CommandSignature]]
    private let defaults: [String: [String: Value]]
    private let objectTypes: [String: ObjectType]
    /// The words that some argument lists.
    let words: Set<String>
    private let ownFunctions: [String: Function]
    private let hostFunctions: [String: CommandSignature]

    init(_ table: SignatureTable) {
        self.table = table
        var byFirstWord: [String: [CommandSignature]] = [:]
        var firstWords: [String] = []
        var defaults: [String: [String: Value]] = [:]
        for command in table.commands {
            guard let first = command.words.first else { continue }
            if byFirstWord[first] == nil { firstWords.append(first) }
            byFirstWord[first, default: []].append(command)
        }
        for command in table.commands + table.hostFunctions {
            for parameter in command.parameters {
                guard case .literal(let text) = parameter.absence, let value = Constant.parse(text) else { continue }
                defaults[command.name, default: [:]][parameter.name] = parameter.type.converting(value) ?? value
            }
        }
        words = Set(table.commands.flatMap(\.parameters).flatMap(\.type.words))
        ownFunctions = Dictionary(Function.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        hostFunctions = Dictionary(table.hostFunctions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
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

    private func defaultValue(_ parameter: Parameter, of command: CommandSignature) -> Value? {
        defaults[command.name]?[parameter.name]
    }

    /// What stands in for an argument that is not written.
    enum StandIn {
        case value(Value)
        /// The session's last object of the first of these types that it has one of.
        case session([String])
        case nothing
    }

    /// - Parameter given: the arguments that are written or piped.
    func standIn(for parameter: Parameter, of command: CommandSignature, given: some Sequence<String>) -> StandIn {
        switch parameter.absence {
        case .literal: defaultValue(parameter, of: command).map { .value($0) } ?? .nothing
        case .session, .sessionIfAny:
            given.contains(where: parameter.unless.contains) ? .nothing : .session(parameter.type.objectNames)
        case .required, .decided: .nothing
        }
    }

    /// Whether `bds 2` reads a place otherwise than `bds 1`: in an argument, only where any value may stand.
    func readsOtherwise(_ rewriting: Rewriting) -> Bool {
        guard let words = rewriting.command, let signature = longestMatch(words.map { $0 }) else { return true }
        return signature.parameters.contains { $0.type == .any }
    }

    func isIterable(_ type: ValueType) -> Bool {
        switch type.unwrapped {
        case .any, .list, .range: true
        case .either(let types): types.contains(where: isIterable)
        case .object(let name): isSequence(name)
        default: false
        }
    }

    /// Whether `for` runs through objects of a type: they have parts, and it is known how many.
    func isSequence(_ type: String) -> Bool {
        guard let type = objectTypes[type], type.element != nil else { return false }
        return type.fields.contains { $0.name == "count" }
    }
    /// A function of the language's own.
    func function(_ name: String) -> Function? { ownFunctions[name] }

    /// A function of the host's.
    func hostFunction(_ name: String) -> CommandSignature? { hostFunctions[name] }

    func objectType(_ name: String) -> ObjectType? { objectTypes[name] }

    /// The commands that yield an object of this type.
    func makers(of type: String) -> [String] {
        table.commands.filter { $0.result.objectNames.contains(type) }.map(\.name)
    }
}
