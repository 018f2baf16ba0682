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
    case check([String], ScriptSettings, asJSON: Bool)
    case plan(String, ScriptSettings, ShellOptions, TableFormat)
    case format([String], onlyCheck: Bool)
    case help([String], asJSON: Bool)
    case scriptHelp(String)

    static let usageText = """
        bds: a shell for discrete-diffusion models that generate floorplan bubble diagrams

          bds                       the prompt
          bds FILE [ARGUMENT…]      checks FILE whole, then runs it; arguments go to its `param`s
          bds NOTE.md[#NAME]        runs the bds blocks of a Markdown note, or the block of that name
          bds NAME [ARGUMENT…]      runs a script of stdlib, from anywhere: bds quickstart
          bds -c 'COMMANDS'         runs the commands
          bds check FILE…           checks scripts and notes without running them; a single one with its ARGUMENTs
          bds plan FILE [ARGUMENT…] what running FILE would compute and write, and why; runs nothing
          bds fmt FILE…             writes scripts, and the blocks of notes, in the one way they are written
          bds help [TOPIC]          explains a command, an argument or a type
          bds help FILE             shows a script's params; so does bds FILE --help
          bds --version
          bds --help

        Options stand anywhere; `--` ends them.

          --set NAME=VALUE          gives a `param`, or overrides a top-level `let`, of FILE, whatever ARGUMENT says
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

    /// Options stand anywhere, before and behind what they are about; `--` ends them.
    init(_ words: [String]) throws {
        let line = try CommandLineWords(words)
        if line.wantsVersion {
            self = .version
            return
        }
        switch line.subcommand {
        case nil: self = try Self.toRun(line)
        case .check?:
            let (files, arguments) = try line.files(for: "check")
            if line.wantsHelp {
                self = .usage
                return
            }
            try line.allow("check", formats: ["json"], settings: files.count == 1)
            self = .check(
                files, ScriptSettings(overrides: line.overrides, arguments: arguments), asJSON: line.format == "json")
        case .plan?:
            try line.allow("plan", formats: TableFormat.allCases.map(\.rawValue), settings: true)
            guard let file = line.rest.first else { throw CommandLineError.missingValue("plan", "a file") }
            let settings = ScriptSettings(overrides: line.overrides, arguments: Array(line.rest.dropFirst()))
            self =
                line.wantsHelp
                ? .scriptHelp(file)
                : .plan(file, settings, line.shell, line.format.flatMap(TableFormat.init(rawValue:)) ?? .table)
        case .format?:
            try line.allow("fmt", formats: [], settings: false, check: true)
            if line.wantsHelp {
                self = .usage
                return
            }
            if line.rest.isEmpty { throw CommandLineError.missingValue("fmt", "a file") }
            self = .format(line.rest, onlyCheck: line.wantsCheck)
        case .help?:
            try line.allow("help", formats: ["json"], settings: false)
            if line.rest.count == 1, !Runtime.hasHelp(on: line.rest), Sources.isScript(line.rest[0]) {
                self = .scriptHelp(line.rest[0])
            } else {
                self = .help(line.rest, asJSON: line.format == "json")
            }
        }
    }

    /// A file, a line of commands or the prompt.
    private static func toRun(_ line: CommandLineWords) throws -> Self {
        let file = line.rest.first
        if line.wantsHelp { return file.map { .scriptHelp($0) } ?? .usage }
        try line.allow("bds FILE", formats: [], settings: true)
        if let commands = line.commands {
            if let file { throw CommandLineError.tooMuch(file) }
            return .commands(commands, ScriptSettings(overrides: line.overrides), line.shell)
        }
        if let file {
            let settings = ScriptSettings(overrides: line.overrides, arguments: Array(line.rest.dropFirst()))
            return .file(file, settings, line.shell)
        }
        if !line.overrides.isEmpty { throw CommandLineError.nothingToSet }
        return .prompt(line.shell)
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
        case .check(let paths, let settings, let asJSON):
            return try Checking.run(paths, settings, asJSON: asJSON)
        case .scriptHelp(let path):
            Standard.output(ScriptHelp(try Sources.script(path), path: path).text)
            return .done
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
    case misplacedOption(String, String)
    case argumentsOfMany(String)
    case foreignFormat(String, String, [String])
    case tooMuch(String)
    case nothingToSet
    case noBlocks(String, String)

    var description: String {
        switch self {
        case .missingValue(let option, let value): "\(option) needs \(value)"
        case .unknownOption(let option):
            "there is no option \(option); bds --help lists them, and `--` stands before a word that is none"
        case .misplacedOption(let option, let command): "\(command) takes no \(option)"
        case .argumentsOfMany(let word): "\(word) is no script: arguments go to one file, and there are several"
        case .foreignFormat(let format, let command, let known):
            "\(command) has no format \(format)" + (known.isEmpty ? "" : "; it has \(known.joined(separator: ", "))")
        case .tooMuch(let word): "\(word) stands behind -c 'COMMANDS'; give one or the other"
        case .nothingToSet: "--set needs a file to set something in"
        case .noBlocks(let path, let block): "cannot read \(path): only a Markdown note has blocks such as #\(block)"
        }
    }
}
