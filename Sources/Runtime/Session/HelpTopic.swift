import Language

/// What help is asked about.
public enum HelpTopic: Sendable {
    case commands
    case language
    case errors
    case prompt
    /// What the Python side writes, and what is written here.
    case hydra
    /// Every function.
    case functions
    case function(CommandSignature)
    case command(CommandSignature)
    case parameter(Parameter, CommandSignature)
    case objectType(ObjectType)
    /// Several commands that begin alike: `help load`.
    case family([CommandSignature])

    /// All that help can be asked about.
    static func names(in table: SignatureTable) -> [String] {
        ["language", "functions", "errors", "prompt", "hydra"] + table.functions.map(\.name)
            + table.commands.map(\.name) + table.objectTypes.map(\.name)
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
        } else if words == ["hydra"] {
            self = .hydra
        } else if words == ["functions"] {
            self = .functions
        } else if words.count == 1, let function = table.functions.first(where: { $0.words == words }) {
            self = .function(function)
        } else if words.count == 1, let type = table.objectType(words[0]) {
            self = .objectType(type)
        } else {
            let family = table.commands.filter { $0.words.starts(with: words) }
            if family.isEmpty { return nil }
            self = .family(family)
        }
    }
}
