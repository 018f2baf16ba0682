/// Where commands come from, the one with the most of them last.
public enum CommandOrigin: Int, Sendable {
    case script
    /// `bds -c`.
    case commandLine
    case prompt

    /// The first origin that has commands beginning with this word.
    static func least(forCommandsBeginning word: some StringProtocol) -> CommandOrigin {
        switch word {
        case "explain", "history", "source", "cd", "pwd", "ls", "rename": .prompt
        case "retry": .commandLine
        default: .script
        }
    }
}
