import Display
import Foundation
import Language
import Runtime

/// One sitting: the language over the runtime, its diagnostics on standard error.
final class Shell {
    let console: TerminalConsole
    let workspace: Workspace
    let runtime: Runtime
    let session: Language.Session
    private let renderer: DiagnosticRenderer

    init(_ options: ShellOptions = ShellOptions()) {
        console = TerminalConsole(isQuiet: options.isQuiet)
        var preferences = Preferences()
        preferences.timing = options.isVerbose
        preferences.pager = options.usesPager
        if let threads = options.threads { preferences.threads = threads }
        workspace = Workspace(console: console, preferences: preferences)
        runtime = Runtime(workspace: workspace)
        session = Language.Session(host: runtime, modules: ScriptModules())
        renderer = DiagnosticRenderer(Standard.errorStyle)
        let cancellation = workspace.cancellation
        Signals.onInterrupt { cancellation.cancel() }
    }

    /// Checks a whole text, then runs it.
    func run(
        _ script: Script, _ settings: ScriptSettings = .init(), as purpose: Language.Session.Purpose = .script
    ) -> ExitStatus {
        workspace.cancellation.reset()
        let journal = workspace.journal
        journal.begin(script.text)
        let started = ContinuousClock.now
        let checked = session.check(script, settings: settings, as: purpose)
        report(checked.diagnostics)
        if checked.hasErrors {
            let message = checked.diagnostics.first { $0.severity == .error }?.message ?? ""
            journal.end(.failed(line: 0, message))
            return .mistake
        }
        defer { tellTime(since: started) }
        do {
            try session.run(checked)
            journal.end(.done)
            return runSourced(as: purpose)
        } catch let diagnostic as Diagnostic {
            console.progress(nil)
            report([diagnostic])
            journal.end(.failed(line: script.line(of: diagnostic), diagnostic.message))
            return diagnostic.isMistake ? .mistake : .failed
        } catch is Interrupted {
            console.progress(nil)
            Standard.error("interrupted\n")
            journal.end(.interrupted)
            return .interrupted
        } catch is Left {
            journal.end(.done)
            return .done
        } catch {
            console.progress(nil)
            Standard.error("bds: \(error)\n")
            journal.end(.failed(line: 0, "\(error)"))
            return .failed
        }
    }

    /// The last lines of a script's run: what failed on the way, again, and a line for other scripts to read.
    func sumUp(_ status: ExitStatus) {
        for failure in workspace.tally.failures { Standard.error("failed: \(failure)\n") }
        if let summary = workspace.tally.summary(isFailed: status == .failed) { console.tell(summary) }
    }

    /// Checks a whole text, and prints what running it would do.
    func plan(_ script: Script, _ settings: ScriptSettings, as format: TableFormat) -> ExitStatus {
        let plan = RunPlan()
        workspace.plan = plan
        defer { workspace.plan = nil }
        let checked = session.check(script, settings: settings)
        report(checked.diagnostics)
        if checked.hasErrors { return .mistake }
        runtime.show(plan, as: format)
        return .done
    }

    /// The files that `source` named.
    private func runSourced(as purpose: Language.Session.Purpose) -> ExitStatus {
        let paths = workspace.sourced
        workspace.sourced = []
        for path in paths {
            do {
                let status = run(try Sources.script(path), as: purpose)
                if status != .done { return status }
            } catch {
                Standard.error("bds: \(error)\n")
                return .failed
            }
        }
        return .done
    }

    private func tellTime(since started: ContinuousClock.Instant) {
        guard workspace.preferences.timing else { return }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        Standard.error(String(format: "%.3f s\n", seconds))
    }

    /// On standard error.
    func report(_ diagnostics: [Diagnostic]) {
        if diagnostics.contains(where: { $0.severity == .error }) { workspace.lastProblems = diagnostics }
        if !diagnostics.isEmpty { Standard.error(renderer.render(diagnostics)) }
    }
}
