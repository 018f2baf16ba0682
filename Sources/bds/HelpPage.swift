import Display
import Language
import Runtime

/// Help, fitted to the terminal.
struct HelpPage {
    let topic: HelpTopic

    init(_ topic: HelpTopic) {
        self.topic = topic
    }

    var text: String {
        let help = HelpText(Runtime.table, style: Standard.outputStyle, width: Standard.width ?? 80)
        switch topic {
        case .commands: return help.overview()
        case .language: return languageReference
        case .command(let command): return help.command(command)
        case .parameter(let parameter, let command): return help.argument(parameter, of: command)
        case .objectType(let type): return help.objectType(type)
        case .family(let commands): return commands.map { help.command($0) }.joined(separator: "\n")
        }
    }
}
