import Language

/// The words behind `bds`, options apart from the rest.
struct CommandLineWords {
    enum Subcommand: String {
        case check, plan, help
        case format = "fmt"
    }

    private(set) var subcommand: Subcommand?
    /// What is no option: files, arguments, topics.
    private(set) var rest: [String] = []
    private(set) var shell = ShellOptions()
    private(set) var overrides: [(name: String, text: String)] = []
    private(set) var commands: String?
    /// That of `--format=`.
    private(set) var format: String?
    private(set) var wantsCheck = false
    private(set) var wantsHelp = false
    private(set) var wantsVersion = false

    init(_ words: [String]) throws {
        var words = words[...]
        var areOptionsOver = false
        while let word = words.popFirst() {
            if areOptionsOver || !Self.isOption(word) {
                if let found = Subcommand(rawValue: word), !areOptionsOver, subcommand == nil, rest.isEmpty,
                    commands == nil
                {
                    subcommand = found
                } else {
                    rest.append(word)
                }
            } else if word == "--" {
                areOptionsOver = true
            } else {
                try take(word, &words)
            }
        }
    }

    /// A number below zero is an argument.
    private static func isOption(_ word: String) -> Bool {
        word.hasPrefix("-") && word != "-" && Double(word) == nil
    }

    private mutating func take(_ option: String, _ words: inout ArraySlice<String>) throws {
        switch option {
        case "--set":
            guard let setting = words.popFirst(), let equals = setting.firstIndex(of: "=") else {
                throw CommandLineError.missingValue("--set", "NAME=VALUE")
            }
            overrides.append(
                (name: String(setting[..<equals]), text: String(setting[setting.index(after: equals)...])))
        case "-c":
            guard let text = words.popFirst() else { throw CommandLineError.missingValue("-c", "commands") }
            commands = text
        case "--check": wantsCheck = true
        case "--version": wantsVersion = true
        case "--help", "-h": wantsHelp = true
        case _ where option.hasPrefix("--format="): format = String(option.dropFirst("--format=".count))
        default:
            if try shell.take(option) { return }
            throw CommandLineError.unknownOption(option)
        }
    }

    /// Refuses what a command has no use for.
    func allow(_ command: String, formats: [String], settings: Bool, check: Bool = false) throws {
        if let format, !formats.contains(format) {
            throw formats.isEmpty
                ? CommandLineError.misplacedOption("--format=", command)
                : CommandLineError.foreignFormat(format, command, formats)
        }
        if !settings, !overrides.isEmpty { throw CommandLineError.misplacedOption("--set", command) }
        if !check, wantsCheck { throw CommandLineError.misplacedOption("--check", command) }
        if subcommand != nil, commands != nil { throw CommandLineError.misplacedOption("-c", command) }
    }

    /// What is no script behind the first file is an argument of it.
    func files(for command: String) throws -> (files: [String], arguments: [String]) {
        guard let first = rest.first else { throw CommandLineError.missingValue(command, "a file") }
        let files = [first] + rest.dropFirst().filter(Sources.isScript)
        let arguments = rest.dropFirst().filter { !Sources.isScript($0) }
        if files.count > 1, let argument = arguments.first { throw CommandLineError.argumentsOfMany(argument) }
        return (files, arguments)
    }
}
