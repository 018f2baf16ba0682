import Display
import Foundation
import Language
import Runtime

/// The interactive loop: read, check, run.
struct Prompt {
    private let shell: Shell
    private let editor = LineEditor()

    init(_ shell: Shell) {
        self.shell = shell
    }

    func run() -> ExitStatus {
        Standard.error("bds \(BDS.version). help lists the commands, Ctrl-D leaves.\n")
        // What has been typed of a command that goes on.
        var typed = ""
        while !shell.workspace.isOver {
            switch editor.read(typed.isEmpty ? Transcript.prompt : Transcript.continuationPrompt) {
            case .end:
                Standard.error("\n")
                return .done
            case .dropped:
                typed = ""
            case .line(let line):
                typed += typed.isEmpty ? line : "\n" + line
                if typed.allSatisfy(\.isWhitespace) {
                    typed = ""
                } else if case .incomplete = Completeness(typed) {
                    continue
                } else {
                    editor.remember(typed)
                    _ = shell.run(Script(SourceText(name: "<prompt>", text: typed)), as: .prompt)
                    // A Ctrl-C that stopped the command is not one at the prompt.
                    _ = Signals.drain()
                    typed = ""
                }
            }
        }
        return .done
    }
}
