import Language

/// `help [COMMAND]`
struct HelpCommand: Command {
    let signature = CommandSignature(
        ["help"], "explains a command, an argument or a type; alone it lists the commands",
        parameters: [
            Parameter("topic", .word("topic"), .variadic, absent: .decided("all commands"), "what to explain")
        ],
        examples: [
            "help", "help sample", "help sample.top_p", "help Checkpoint", "help language", "help functions",
            "help best", "help hydra", "help errors", "help prompt",
        ])

    func validate(_ arguments: any ArgumentValues) throws { _ = try Self.topic(arguments) }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.console.show(.help(try Self.topic(arguments)))
        return .none
    }

    private static func topic(_ arguments: any ArgumentValues) throws -> HelpTopic {
        let words = arguments.list("topic").compactMap(\.text)
        guard let topic = HelpTopic(words, in: Runtime.table) else { throw unknown(words, Runtime.table) }
        return topic
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
