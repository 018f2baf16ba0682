/// One command, as checker, interpreter, help, completion and reference all see it.
///
///     CommandSignature(
///         ["load", "dataset"], "reads plans from a file",
///         parameters: [Parameter("path", .path(extensions: ["mat"]), .positional, absent: .required, "the file")],
///         result: .object("Dataset"), examples: ["load dataset data/data.mat as rplan"])
public struct CommandSignature: Sendable {
    /// Its words: `["load", "checkpoint"]`, `["sample"]`.
    public let words: [String]
    /// One line: what it does.
    public let summary: String
    /// The longer story, Markdown paragraphs.
    public let details: String
    /// Its arguments, those by place in their order.
    public let parameters: [Parameter]
    /// What it yields; `.none` for nothing.
    public let result: ValueType
    /// Lines that run.
    public let examples: [String]
    /// Of a function: whether it gives now this, now that, as the clock and the environment do. Such values go where a
    /// parameter says that it `mayVary`, and nowhere else.
    public let varies: Bool

    /// See the properties; all but the first two may be left out.
    public init(
        _ words: [String], _ summary: String, details: String = "", parameters: [Parameter] = [],
        result: ValueType = .none, examples: [String] = [], varies: Bool = false
    ) {
        self.varies = varies
        self.words = words
        self.summary = summary
        self.details = details
        self.parameters = parameters
        self.result = result
        self.examples = examples
    }

    /// Its words as one text: `load checkpoint`.
    public var name: String { words.joined(separator: " ") }
}

/// One argument of a command.
///
///     Parameter("n", .int, absent: .literal("1000"), "diagrams per seed")              // n=8
///     Parameter("samples", .object("Samples"), .positional, absent: .session, takesPipe: true, "which")
///     Parameter("to", .path(), .clause, absent: .decided("the results folder"), "the file")    // to x.pt
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

    /// As in `name=value`.
    public let name: String
    /// What it takes.
    public let type: ValueType
    /// How it is written.
    public let form: Form
    /// What holds when it is not written.
    public let absence: Absence
    /// True when a pipeline's value may fill it: `sample n=8 | save`.
    public let takesPipe: Bool
    /// Whether it only names where something goes, or is only said: it decides nothing that is computed, so what varies
    /// from day to day or machine to machine may stand there.
    public let mayVary: Bool
    /// Other parameters; when one of them is written, the session fills nothing in here.
    public let unless: [String]
    /// One line: what it means, with its unit.
    public let summary: String

    /// See the properties; all but the first two may be left out.
    public init(
        _ name: String, _ type: ValueType, _ form: Form = .named, absent absence: Absence, takesPipe: Bool = false,
        unless: [String] = [], mayVary: Bool = false, _ summary: String
    ) {
        self.mayVary = mayVary
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
    /// `n=Int (default 1000)`, as messages and help name it.
    public var declaration: String {
        let written =
            switch form {
            case .positional: "\(name): \(type.name)"
            case .variadic: "\(name)…: \(type.name)"
            case .named: "\(name)=\(type.name)"
            case .clause: "\(name) \(type.name)"
            }
        let otherwise =
            switch absence {
            case .required: ""
            case .literal(let text): " (default \(text))"
            case .session: " (default: the session's last)"
            case .sessionIfAny: " (default: the session's last, if any)"
            case .decided(let how): how.isEmpty ? "" : " (default: \(how))"
            }
        return written + otherwise
    }

    /// Whether a value of that type, piped or alone at its place, becomes an element of its list. Where a list is
    /// declared, a list is the list itself.
    func gathers(_ value: ValueType) -> Bool {
        guard form == .variadic else { return false }
        if case .list = type, case .list = value { return false }
        return true
    }
}

/// A word that users bring along from another tool: a hint where it is written, never a meaning.
public struct ForeignWord: Sendable, Hashable {
    /// As it is written there: `eval.num_samples`, `--list`.
    public let word: String
    /// What is written here, in words that follow "here".
    public let here: String

    /// A word, and what is written instead.
    public init(_ word: String, here: String) {
        self.word = word
        self.here = here
    }
}

extension SignatureTable {
    /// What to write instead of a word of another tool, where it is one; its sections may be left out of it
    /// (`num_samples` for `eval.num_samples`).
    func foreignHint(_ word: String) -> String? {
        let bare = String(word.drop { $0 == "+" || $0 == "~" })
        let found =
            foreignWords.first { $0.word == bare }
            // What is an argument of some command is no foreign word.
            ?? (commands.contains { $0.parameters.contains { $0.name == bare } }
                ? nil : foreignWords.first { $0.word.hasSuffix("." + bare) })
        return found?.here
    }
}

/// The whole table: all the language knows about commands and objects.
///
///     let table = SignatureTable(commands: commands.map(\.signature), objectTypes: [checkpoint, samples])
///     precondition(table.problems().isEmpty)
public struct SignatureTable: Sendable {
    /// In the order that help lists them.
    public let commands: [CommandSignature]
    /// The types of what they make and take.
    public let objectTypes: [ObjectType]
    /// The host's functions: commands that are called in expressions, `results("runs/*/")`, by place or by name, and
    /// that change nothing.
    public let hostFunctions: [CommandSignature]
    /// Words of other tools, with what is written here instead.
    public let foreignWords: [ForeignWord]
    /// What is typed as a command out of habit, with the command that is meant.
    public let habits: [ForeignWord]

    /// `problems()` tells whether the parts fit together.
    public init(
        commands: [CommandSignature], objectTypes: [ObjectType], hostFunctions: [CommandSignature] = [],
        foreignWords: [ForeignWord] = [], habits: [ForeignWord] = []
    ) {
        self.habits = habits
        self.commands = commands
        self.objectTypes = objectTypes
        self.hostFunctions = hostFunctions
        self.foreignWords = foreignWords
    }

    /// Every function of expressions, the language's own first.
    public var functions: [CommandSignature] { Function.all.map(\.signature) + hostFunctions }

    /// The object type of that name.
    public func objectType(_ name: String) -> ObjectType? { objectTypes.first { $0.name == name } }

    /// The command of which a line that begins with these words is one; nil when there is none.
    public func command(beginning words: [String]) -> CommandSignature? {
        commands.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
    }
}
