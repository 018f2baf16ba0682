import Display
import Language
import Runtime

/// Help, fitted to the terminal.
struct HelpPage {
    let topic: HelpTopic

    init(_ topic: HelpTopic) {
        self.topic = topic
    }

    /// `help errors`
    private static let errors = """
        A text is checked whole before anything of it runs: names, arguments, types, files, and whether what is loaded
        fits. All independent mistakes are shown at once, one for each cause:

          error: there is no command `sampel`
           --> <prompt>:1:1           what was typed, the line, the column
            |
          1 | sampel n=8
            | ^^^^^^                   what it is about
            = help: did you mean `sample`?

        error      nothing was run (a mistake), or this command failed while it ran: then what ran before it stays done
        warning    it runs; read it before you trust the outcome
        explain    the long form of the last error, with the help of the command and the argument it points to

        Files appear whole or not at all. `try` in a script goes on after a failure: help language.
        Exit status: 0 done, 1 a command failed, 2 a mistake in script or command line, 130 Ctrl-C.

        """

    /// `help prompt`
    private static let prompt = """
        TAB                completes by what may stand here; twice lists it all
        bds> and ..{>      a command begins; one goes on, and `{` is open
        \\cancel            on a line of its own drops a command that goes on, as Ctrl-C does
        Ctrl-C             stops what runs, or drops what is typed; Ctrl-D leaves; Ctrl-Z stops bds, fg goes on
        Ctrl-R             searches what was typed, in all sittings: ~/.local/state/bds/history
        pasting            runs nothing before Enter; then all of it is checked, then run. Of a pasted screen or note
                           only the commands are taken
        !COMMAND           a line for sh
        source, cd, pwd, ls, history, explain, rename    are for the prompt alone
        ~/.config/bds/init.bds    runs at the start; --no-init leaves it out
        ~/.inputrc         readline's settings, `$if bds` for ours

        """

    static func text(_ explanations: [Explanation]) -> String {
        let help = HelpText(Runtime.table, style: Standard.outputStyle, width: Standard.width ?? 80)
        return explanations.map { explanation in
            var text = DiagnosticRenderer(Standard.outputStyle).render([explanation.diagnostic])
            text += "\n" + explanation.consequence + "\n"
            if let command = explanation.command {
                if let parameter = explanation.parameter { text += "\n" + help.argument(parameter, of: command) }
                text += "\n" + help.command(command)
            }
            return text
        }.joined(separator: "\n")
    }

    var text: String {
        let help = HelpText(Runtime.table, style: Standard.outputStyle, width: Standard.width ?? 80)
        switch topic {
        case .commands: return help.overview()
        case .language: return help.fitted(languageReference)
        case .errors: return help.fitted(Self.errors)
        case .prompt: return help.fitted(Self.prompt)
        case .functions: return help.functions()
        case .function(let function): return help.function(function)
        case .hydra: return help.translations(HydraWords.rows.map { ($0.python, $0.here) })
        case .command(let command): return help.command(command)
        case .parameter(let parameter, let command): return help.argument(parameter, of: command)
        case .objectType(let type): return help.objectType(type)
        case .family(let commands): return commands.map { help.command($0) }.joined(separator: "\n")
        }
    }
}
