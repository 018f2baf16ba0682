import Display
import Foundation
import Language
import Runtime

/// One sitting: the language over the runtime, its diagnostics on standard error.
final class Shell {
    let console = TerminalConsole()
    let workspace: Workspace
    let session: Language.Session
    private let renderer: DiagnosticRenderer

    init() {
        workspace = Workspace(console: console)
        session = Language.Session(host: Runtime(workspace: workspace), modules: ScriptModules())
        renderer = DiagnosticRenderer(Standard.errorStyle)
        let cancellation = workspace.cancellation
        Signals.onInterrupt { cancellation.cancel() }
    }

    /// Checks a whole text, then runs it.
    func run(
        _ script: Script, _ settings: ScriptSettings = .init(), as purpose: Language.Session.Purpose = .script
    ) -> ExitStatus {
        workspace.cancellation.reset()
        let checked = session.check(script, settings: settings, as: purpose)
        report(checked.diagnostics)
        if checked.hasErrors { return .mistake }
        do {
            try session.run(checked)
            return .done
        } catch let diagnostic as Diagnostic {
            console.progress(nil)
            report([diagnostic])
            return diagnostic.isMistake ? .mistake : .failed
        } catch is Interrupted {
            console.progress(nil)
            Standard.error("interrupted\n")
            return .interrupted
        } catch is Left {
            return .done
        } catch {
            console.progress(nil)
            Standard.error("bds: \(error)\n")
            return .failed
        }
    }

    /// On standard error.
    func report(_ diagnostics: [Diagnostic]) {
        if !diagnostics.isEmpty { Standard.error(renderer.render(diagnostics)) }
    }
}
