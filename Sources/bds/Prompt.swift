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
        while !shell.workspace.isOver {
            switch editor.read("bds> ") {
            case .end:
                Standard.error("\n")
                return .done
            case .dropped:
                continue
            case .line(let line):
                if line.allSatisfy(\.isWhitespace) { continue }
                editor.remember(line)
                _ = shell.run(SourceText(name: "<prompt>", text: line), .init(), as: .prompt)
                // A Ctrl-C that stopped the command is not one at the prompt.
                _ = Signals.drain()
            }
        }
        return .done
    }
}
