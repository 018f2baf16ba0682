import Display
import Foundation
import Language
import Runtime

/// What the words behind `bds` ask for.
enum CommandLineOptions {
    case prompt
    case version
    case help
    case commands(String, ScriptSettings)
    case file(String, ScriptSettings)
    case check([String])

    static let usage = """
        bds: a shell for discrete-diffusion models that generate floorplan bubble diagrams

          bds                      the prompt
          bds FILE [ARGUMENT…]     checks FILE whole, then runs it; arguments go to its `param`s
          bds -c 'COMMANDS'        runs the commands
          bds check FILE…          checks files without running them
          bds --version
          bds --help

          --set NAME=VALUE         overrides a top-level `let` or `param` of FILE

        Exit status: 0 done, 1 a command failed, 2 a mistake in script or command line, 130 Ctrl-C.
        `bds -c help` lists the commands.

        """

    init(_ words: [String]) throws {
        var words = words[...]
        var settings = ScriptSettings()
        var commands: String?
        var file: String?
        while let word = words.popFirst() {
            if file != nil, word != "--set" {
                settings.arguments.append(word)
                continue
            }
            switch word {
            case "--version": self = .version; return
            case "--help", "-h": self = .help; return
            case "-c":
                guard let text = words.popFirst() else { throw CommandLineError.missingValue("-c", "commands") }
                commands = text
            case "--set":
                guard let setting = words.popFirst(), let equals = setting.firstIndex(of: "=") else {
                    throw CommandLineError.missingValue("--set", "NAME=VALUE")
                }
                settings.overrides.append(
                    (name: String(setting[..<equals]), text: String(setting[setting.index(after: equals)...])))
            case "check" where commands == nil && !words.isEmpty:
                self = .check(Array(words))
                return
            case _ where word.hasPrefix("-") && word != "-":
                throw CommandLineError.unknownOption(word)
            default: file = word
            }
        }
        if let commands {
            guard file == nil else { throw CommandLineError.tooMuch(file ?? "") }
            self = .commands(commands, settings)
        } else if let file {
            self = .file(file, settings)
        } else if !settings.overrides.isEmpty {
            throw CommandLineError.nothingToSet
        } else {
            self = .prompt
        }
    }

    func run() throws -> ExitStatus {
        switch self {
        case .version:
            Standard.output("bds \(BDS.version)\n")
            return .done
        case .help:
            Standard.output(Self.usage)
            return .done
        case .prompt:
            if isatty(STDIN_FILENO) != 0 { return Prompt(Shell()).run() }
            // Read first: until there is a shell, Ctrl-C ends the wait for a script.
            let script = try Sources.standardInput()
            return Shell().run(script, .init())
        case .commands(let text, let settings):
            return Shell().run(SourceText(name: "<command line>", text: text), settings)
        case .file(let path, let settings):
            let script = try Sources.file(path)
            return Shell().run(script, settings)
        case .check(let paths):
            let shell = Shell()
            var status = ExitStatus.done
            for path in paths where !shell.check(try Sources.file(path)) { status = .mistake }
            return status
        }
    }
}

enum CommandLineError: Error, CustomStringConvertible {
    case missingValue(String, String)
    case unknownOption(String)
    case tooMuch(String)
    case nothingToSet

    var description: String {
        switch self {
        case .missingValue(let option, let value): "\(option) needs \(value)"
        case .unknownOption(let option): "there is no option \(option); bds --help lists them"
        case .tooMuch(let word): "\(word) stands behind -c 'COMMANDS'; give one or the other"
        case .nothingToSet: "--set needs a file to set something in"
        }
    }
}
