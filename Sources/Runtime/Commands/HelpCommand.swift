import Language

/// `help [COMMAND]`
struct HelpCommand: Command {
    let signature = CommandSignature(
        ["help"], "explains a command, an argument or a type; alone it lists the commands",
        parameters: [
            Parameter("topic", .word("topic"), .variadic, absent: .decided("all commands"), "what to explain")
        ],
        examples: [
            "help", "help sample", "help sample.top_p", "help Checkpoint", "help language", "help errors",
            "help prompt",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let words = arguments.list("topic").compactMap(\.text)
        guard let topic = HelpTopic(words, in: workspace.table) else { throw Self.unknown(words, workspace.table) }
        workspace.console.show(.help(topic))
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        guard case .list(let topic)? = arguments.value("topic") else { return DryRun() }
        let words = topic.compactMap(\.text)
        return HelpTopic(words, in: Runtime.table) == nil ? .error(Self.unknown(words, Runtime.table)) : DryRun()
    }

    private static func unknown(_ words: [String], _ table: SignatureTable) -> CommandFailure {
        let topic = words.joined(separator: " ")
        let close = Suggestions.closest(to: topic, among: HelpTopic.names(in: table))
        return CommandFailure(
            "there is no help on \(topic)", about: "topic",
            hint: close.isEmpty
                ? "help lists the commands"
                : "did you mean \(close.map { "`help \($0)`" }.joined(separator: " or "))?",
            isMistake: true)
    }
}

/// What help is asked about.
public enum HelpTopic: Sendable {
    case commands
    case language
    case errors
    case prompt
    case command(CommandSignature)
    case parameter(Parameter, CommandSignature)
    case objectType(ObjectType)
    /// Several commands that begin alike: `help load`.
    case family([CommandSignature])

    /// All that help can be asked about.
    static func names(in table: SignatureTable) -> [String] {
        ["language", "errors", "prompt"] + table.commands.map(\.name) + table.objectTypes.map(\.name)
            + table.commands.flatMap { command in command.parameters.map { "\(command.name).\($0.name)" } }
    }

    init?(_ words: [String], in table: SignatureTable) {
        if words.isEmpty {
            self = .commands
            return
        }
        var words = words
        var argument: String?
        if let last = words.last, let dot = last.firstIndex(of: ".") {
            argument = String(last[last.index(after: dot)...])
            words[words.count - 1] = String(last[..<dot])
        }
        if let command = table.commands.first(where: { $0.words == words }) {
            guard let argument else {
                self = .command(command)
                return
            }
            guard let parameter = command.parameters.first(where: { $0.name == argument }) else { return nil }
            self = .parameter(parameter, command)
        } else if words == ["language"] {
            self = .language
        } else if words == ["errors"] {
            self = .errors
        } else if words == ["prompt"] {
            self = .prompt
        } else if words.count == 1, let type = table.objectType(words[0]) {
            self = .objectType(type)
        } else {
            let family = table.commands.filter { $0.words.starts(with: words) }
            if family.isEmpty { return nil }
            self = .family(family)
        }
    }
}
