import Display
import Foundation
import JSON
import Language
import Runtime

/// What the words behind `bds` ask for.
enum CommandLineOptions {
    case prompt(ShellOptions)
    case version
    case usage
    case commands(String, ScriptSettings, ShellOptions)
    case file(String, ScriptSettings, ShellOptions)
    case check([String], asJSON: Bool)
    case plan(String, ScriptSettings, ShellOptions, TableFormat)
    case format([String], onlyCheck: Bool)
    case help([String], asJSON: Bool)

    static let usageText = """
        bds: a shell for discrete-diffusion models that generate floorplan bubble diagrams

          bds                       the prompt
          bds FILE [ARGUMENT…]      checks FILE whole, then runs it; arguments go to its `param`s
          bds NOTE.md[#NAME]        runs the bds blocks of a Markdown note, or the block of that name
          bds -c 'COMMANDS'         runs the commands
          bds check FILE…           checks scripts and notes without running them
          bds plan FILE [ARGUMENT…] what running FILE would compute and write, and why; runs nothing
          bds fmt FILE…             writes scripts in the one way they are written
          bds help [TOPIC]          explains a command, an argument or a type
          bds --version
          bds --help

          --set NAME=VALUE          overrides a top-level `let` or `param` of FILE
          --quiet                   says only warnings and errors besides results
          --verbose                 says how long things took
          --threads=N               batches computed at a time; changes no result
          --on-error=continue       goes on after a failure, and says it again at the end; else it stops
          --pager                   shows what is longer than the screen through $PAGER
          --no-init                 prompt: leaves out ~/.config/bds/init.bds
          --format=json             check, help: for machines; plan: also csv and markdown
          --check                   fmt: changes nothing, exit status 1 where a file would change

        Exit status: 0 done, 1 a command failed, 2 a mistake in script or command line, 130 Ctrl-C, 143 SIGTERM.

        """

    init(_ words: [String]) throws {
        switch words.first {
        case "check"? where words.count > 1:
            let (flags, files) = try Self.options(words, allowed: ["--format=json"])
            self = .check(try Self.some(files, after: "check"), asJSON: flags.contains("--format=json"))
        case "plan"? where words.count > 1:
            self = try Self.toPlan(words)
        case "fmt"? where words.count > 1:
            let (flags, files) = try Self.options(words, allowed: ["--check"])
            self = .format(try Self.some(files, after: "fmt"), onlyCheck: flags.contains("--check"))
        case "help"?:
            let (flags, topic) = try Self.options(words, allowed: ["--format=json"])
            self = .help(topic, asJSON: flags.contains("--format=json"))
        default:
            self = try Self.toRun(words)
        }
    }

    private static func options(_ words: [String], allowed: Set<String>) throws -> (flags: Set<String>, rest: [String])
    {
        let flags = words.dropFirst().filter { $0.hasPrefix("-") }
        if let unknown = flags.first(where: { !allowed.contains($0) }) { throw CommandLineError.unknownOption(unknown) }
        return (Set(flags), words.dropFirst().filter { !$0.hasPrefix("-") })
    }

    private static func some(_ files: [String], after word: String) throws -> [String] {
        if files.isEmpty { throw CommandLineError.missingValue(word, "a file") }
        return files
    }

    private static func toPlan(_ words: [String]) throws -> Self {
        let prefix = "--format="
        var format = TableFormat.table
        if let word = words.first(where: { $0.hasPrefix(prefix) }) {
            guard let known = TableFormat(rawValue: String(word.dropFirst(prefix.count))) else {
                throw CommandLineError.missingValue(prefix, "table, json, csv or markdown")
            }
            format = known
        }
        let run = try toRun(words.dropFirst().filter { !$0.hasPrefix(prefix) })
        guard case .file(let path, let settings, let options) = run else {
            throw CommandLineError.missingValue("plan", "a file")
        }
        return .plan(path, settings, options, format)
    }

    /// A file, a line of commands or the prompt.
    private static func toRun(_ words: [String]) throws -> Self {
        var words = words[...]
        var settings = ScriptSettings()
        var commands: String?
        var file: String?
        var options = ShellOptions()
        while let word = words.popFirst() {
            if word == "--set" {
                guard let setting = words.popFirst(), let equals = setting.firstIndex(of: "=") else {
                    throw CommandLineError.missingValue("--set", "NAME=VALUE")
                }
                settings.overrides.append(
                    (name: String(setting[..<equals]), text: String(setting[setting.index(after: equals)...])))
            } else if file != nil {
                settings.arguments.append(word)
            } else if try options.take(word) {
                continue
            } else if word == "--version" {
                return .version
            } else if word == "--help" || word == "-h" {
                return .usage
            } else if word == "-c" {
                guard let text = words.popFirst() else { throw CommandLineError.missingValue("-c", "commands") }
                commands = text
            } else if word.hasPrefix("-") {
                throw CommandLineError.unknownOption(word)
            } else {
                file = word
            }
        }
        if let commands {
            if let file { throw CommandLineError.tooMuch(file) }
            return .commands(commands, settings, options)
        }
        if let file { return .file(file, settings, options) }
        if !settings.overrides.isEmpty { throw CommandLineError.nothingToSet }
        return .prompt(options)
    }

    func run() throws -> ExitStatus {
        switch self {
        case .version:
            Standard.output("bds \(BDS.version)\n")
            return .done
        case .usage:
            Standard.output(Self.usageText)
            return .done
        case .help(let topic, let asJSON):
            if asJSON {
                Standard.output(JSON(Runtime.table).text(.readable) + "\n")
                return .done
            }
            return Shell().run(
                Script(SourceText(name: "<command line>", text: (["help"] + topic).joined(separator: " "))))
        case .prompt(let options):
            if isatty(STDIN_FILENO) != 0 { return Prompt(Shell(options)).run(initial: try options.initialScript()) }
            // Read first: until there is a shell, Ctrl-C ends the wait for a script.
            let script = Script(try Sources.standardInput())
            return Shell(options).run(script)
        case .commands(let text, let settings, let options):
            let shell = Shell(options)
            shell.state.origin = .commandLine
            return shell.run(Script(SourceText(name: "<command line>", text: text)), settings)
        case .file(let path, let settings, let options):
            let script = try Sources.script(path)
            return Shell(options).run(script, from: path, settings)
        case .check(let paths, let asJSON):
            return try Checking.run(paths, asJSON: asJSON)
        case .plan(let path, let settings, let options, let format):
            return Shell(options).plan(try Sources.script(path), settings, as: format)
        case .format(let paths, let onlyCheck):
            return try Formatting.run(paths, onlyCheck: onlyCheck)
        }
    }
}

enum CommandLineError: Error, CustomStringConvertible {
    case missingValue(String, String)
    case unknownOption(String)
    case tooMuch(String)
    case nothingToSet
    case noBlocks(String, String)

    var description: String {
        switch self {
        case .missingValue(let option, let value): "\(option) needs \(value)"
        case .unknownOption(let option): "there is no option \(option); bds --help lists them"
        case .tooMuch(let word): "\(word) stands behind -c 'COMMANDS'; give one or the other"
        case .nothingToSet: "--set needs a file to set something in"
        case .noBlocks(let path, let block): "cannot read \(path): only a Markdown note has blocks such as #\(block)"
        }
    }
}
