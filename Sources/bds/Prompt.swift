import CReadline
import Display
import Foundation
import Language
import Runtime

/// The interactive loop: read, check, run.
struct Prompt {
    private let shell: Shell
    private let editor: LineEditor
    private let history: HistoryFile

    init(_ shell: Shell) {
        self.shell = shell
        let completing = Completing(session: shell.session, runtime: shell.runtime)
        editor = LineEditor(complete: completing.candidates)
        history = HistoryFile(url: HistoryFile.standardURL, limit: Int(bds_history_limit(10_000)))
    }

    /// On a line of its own it drops what has been typed of a command that goes on.
    private static let escapeWord = "\\cancel"

    func run(initial: Script? = nil) -> ExitStatus {
        Signals.onStopping()
        shell.state.origin = .prompt
        if !shell.console.isQuiet {
            Standard.error("bds \(BDS.version). help lists the commands, Ctrl-D leaves.\n")
        }
        let past = history.load()
        past.forEach(editor.remember)
        shell.state.shell.typed = past
        if let initial { _ = shell.run(initial, as: .prompt) }
        // What has been typed of a command that goes on, and what of it is open.
        var typed = ""
        var open: [String] = []
        while !shell.state.shell.isOver {
            switch editor.read(Self.prompt(typed.isEmpty ? nil : open), after: typed) {
            case .end:
                Standard.error("\n")
                return .done
            case .ending:
                return Signals.ending ?? .hungUp
            case .dropped:
                typed = ""
            case .line(let line):
                if line.trimmingCharacters(in: .whitespaces) == Self.escapeWord {
                    typed = ""
                    continue
                }
                typed += (typed.isEmpty ? "" : "\n") + Self.commands(line)
                while typed.last?.isNewline == true { typed.removeLast() }
                if typed.allSatisfy(\.isWhitespace) {
                    typed = ""
                } else if !typed.hasPrefix("!"), case .incomplete(let openers) = Completeness(typed) {
                    open = openers.map(\.text)
                } else {
                    remember(typed)
                    run(typed)
                    typed = ""
                    // A Ctrl-C that stopped the command is not one at the prompt.
                    _ = Signals.drain()
                    if let ending = Signals.ending { return ending }
                }
            }
        }
        return shell.state.shell.exitStatus.map(ExitStatus.init) ?? .done
    }

    private func run(_ text: String) {
        if text.hasPrefix("!") {
            ShellCommand.run(String(text.dropFirst()))
        } else {
            _ = shell.run(Script(SourceText(name: "<prompt>", text: text)), as: .prompt)
        }
    }

    /// Before the command runs: a hang-up while it does loses nothing.
    private func remember(_ text: String) {
        let isRepeated = shell.state.shell.typed.last == text
        shell.state.shell.typed.append(text)
        if isRepeated { return }
        editor.remember(text)
        history.append(text)
    }

    /// What was pasted may be a transcript or a piece of a note; what was typed is taken as it is.
    private static func commands(_ line: String) -> String {
        let hasPrompt = line.trimmingCharacters(in: .whitespaces).hasPrefix(Transcript.prompt)
        return line.contains(where: \.isNewline) || hasPrompt ? Transcript.commands(in: line) : line
    }

    /// - Parameter open: nil at the start of a command.
    private static func prompt(_ open: [String]?) -> String {
        let text = open.map(Transcript.continuationPrompt(open:)) ?? Transcript.prompt
        guard Standard.errorStyle.isColoured else { return text }
        // Readline does not count what stands between these two.
        return "\u{1}\u{1b}[1;32m\u{2}\(text.dropLast())\u{1}\u{1b}[0m\u{2} "
    }
}
