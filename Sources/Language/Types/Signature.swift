/// One command, as checker, interpreter, help, completion and reference all see it.
public struct CommandSignature: Sendable {
    /// Its words: `["load", "checkpoint"]`, `["sample"]`.
    public let words: [String]
    /// One line: what it does.
    public let summary: String
    /// The longer story, Markdown paragraphs.
    public let details: String
    public let parameters: [Parameter]
    /// What it yields; `.none` for nothing.
    public let result: ValueType
    /// Lines that run.
    public let examples: [String]

    public init(
        _ words: [String], _ summary: String, details: String = "", parameters: [Parameter] = [],
        result: ValueType = .none, examples: [String] = []
    ) {
        self.words = words
        self.summary = summary
        self.details = details
        self.parameters = parameters
        self.result = result
        self.examples = examples
    }

    public var name: String { words.joined(separator: " ") }
}

/// One argument of a command.
public struct Parameter: Sendable {
    /// How it is written.
    public enum Form: Sendable, Hashable {
        /// By place (`load checkpoint PATH`, `diff A B`); may also be written `name=value`.
        case positional
        /// Any number of them by place, gathered into a list: `print a, b`, `compare $a $b`.
        case variadic
        /// `name=value` only.
        case named
        /// After a word of its own: `save to PATH`; `to=PATH` is the same.
        case clause
    }

    /// What holds when it is not written.
    public enum Absence: Sendable, Hashable {
        /// It must be written.
        case required
        /// This literal, in the language's own spelling (`1000`, `none`, `[42, 123]`): parsed and typed like any other.
        case literal(String)
        /// The last value of its object type that the session loaded or made; an error when there is none.
        case session
        /// The same, but nothing when there is none.
        case sessionIfAny
        /// The command decides; the text says how, for help: "the checkpoint's".
        case decided(String)
    }

    public let name: String
    public let type: ValueType
    public let form: Form
    public let absence: Absence
    /// True when a pipeline's value may fill it: `sample n=8 | save`.
    public let takesPipe: Bool
    /// Other parameters; when one of them is written, the session fills nothing in here.
    public let unless: [String]
    /// One line: what it means, with its unit.
    public let summary: String

    public init(
        _ name: String, _ type: ValueType, _ form: Form = .named, absent absence: Absence, takesPipe: Bool = false,
        unless: [String] = [], _ summary: String
    ) {
        self.name = name
        self.type = type
        self.form = form
        self.absence = absence
        self.takesPipe = takesPipe
        self.unless = unless
        self.summary = summary
    }
}

extension Parameter {
    /// Whether a value of that type, piped or alone at its place, becomes an element of its list. Where a list is
    /// declared, a list is the list itself.
    func gathers(_ value: ValueType) -> Bool {
        guard form == .variadic else { return false }
        if case .list = type, case .list = value { return false }
        return true
    }
}

/// The whole table: all the language knows about commands and objects.
public struct SignatureTable: Sendable {
    public let commands: [CommandSignature]
    public let objectTypes: [ObjectType]

    public init(commands: [CommandSignature], objectTypes: [ObjectType]) {
        self.commands = commands
        self.objectTypes = objectTypes
    }

    public func objectType(_ name: String) -> ObjectType? { objectTypes.first { $0.name == name } }
}
