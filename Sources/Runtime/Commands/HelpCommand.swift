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
        guard let topic = HelpTopic(words, in: Runtime.table) else { throw Self.unknown(words, Runtime.table) }
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
