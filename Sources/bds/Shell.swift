import Foundation
import Language
import Runtime

/// One sitting: the language over the runtime, its diagnostics on standard error.
final class Shell {
    let console: TerminalConsole
    let state: SessionState
    let runtime: Runtime
    let session: Language.Session
    /// What `retry failed` runs again.
    private var lastFailed: (script: Script, settings: ScriptSettings, origin: CommandOrigin)? {
        didSet { state.shell.hasFailed = lastFailed != nil }
    }

    init(_ options: ShellOptions = ShellOptions()) {
        console = TerminalConsole(isQuiet: options.isQuiet)
        var preferences = Preferences()
        preferences.timing = options.isVerbose
        preferences.goesOn = options.goesOn
        preferences.pager = options.usesPager
        if let threads = options.threads { preferences.threads = threads }
        state = SessionState(console: console, preferences: preferences, modules: ScriptModules())
        runtime = Runtime(state)
        session = Language.Session(host: runtime, modules: state.modules)
        let cancellation = state.cancellation
        Signals.onInterrupt { cancellation.cancel() }
        Signals.onEnding { cancellation.cancel() }
    }

    /// Checks a whole text, then runs it.
    func run(
        _ script: Script, _ settings: ScriptSettings = .init(), as purpose: Language.Session.Purpose = .script
    ) -> ExitStatus {
        if let ending = Signals.ending { return ending }
        state.cancellation.reset()
        state.shell.passedOver = []
        state.shell.followUps = []
        let journal = state.journal
        journal.begin(script)
        let started = ContinuousClock.now
        let checked = session.check(script, settings: settings, as: purpose)
        report(checked.diagnostics)
        if checked.hasErrors {
            let message = checked.diagnostics.first { $0.severity == .error }?.message ?? ""
            journal.end(.failed(message))
            return .mistake
        }
        defer { tellTime(since: started) }
        do {
            try session.run(checked)
            let status = endOfRun(script, settings)
            for followUp in state.shell.followUps {
                let status = run(followUp, as: purpose)
                if status != .done { return status }
            }
            return status
        } catch let diagnostic as Diagnostic {
            console.progress(nil)
            report([diagnostic])
            remember(failed: script, settings)
            journal.end(.failed(diagnostic.message))
            // The check passed: what only the run can find is a failure of the run.
            return .failed
        } catch is Interrupted {
            console.progress(nil)
            let status = Signals.ending ?? .interrupted
            Standard.error("\(status.word)\n")
            remember(failed: script, settings)
            journal.end(.interrupted)
            return status
        } catch is Left {
            let status = endOfRun(script, settings)
            return state.shell.exitStatus.map(ExitStatus.init) ?? status
        } catch {
            console.progress(nil)
            Standard.error("bds: \(error)\n")
            journal.end(.failed("\(error)"))
            return .failed
        }
    }

    /// A text that asked for what failed before is not itself what `retry failed` means.
    private func remember(failed script: Script, _ settings: ScriptSettings) {
        if !state.shell.followUps.contains(.failure) { lastFailed = (script, settings, state.origin) }
    }

    /// What a run that got to its end comes to: it may have gone on after failures.
    private func endOfRun(_ script: Script, _ settings: ScriptSettings) -> ExitStatus {
        guard let failure = state.shell.passedOver.first else {
            state.journal.end(.done)
            return .done
        }
        remember(failed: script, settings)
        state.journal.end(.failed(failure.message))
        return .failed
    }

    /// Runs a script that the command line names: says at its end what became of it, and keeps what `retry failed`
    /// needs.
    func run(
        _ script: Script, from path: String, _ settings: ScriptSettings,
        as purpose: Language.Session.Purpose = .script
    ) -> ExitStatus {
        let status = run(script, settings, as: purpose)
        if status == .mistake { return status }
        sumUp(status)
        let failed = FailedRun(
            script: path, arguments: settings.arguments, overrides: settings.overrides,
            goesOn: state.preferences.goesOn)
        // Where nothing can be written, the user has been told so already.
        if status == .done { try? failed.forget() } else { try? failed.write() }
        return status
    }

    /// Runs again what failed last in this session, else the script that failed in this folder.
    private func retry(as purpose: Language.Session.Purpose) throws -> ExitStatus {
        if let (script, settings, origin) = lastFailed {
            lastFailed = nil
            return from(origin) { run(script, settings, as: purpose) }
        }
        guard let failed = FailedRun.here else { return .done }
        state.preferences.goesOn = failed.goesOn
        console.tell("retry: \(([failed.script] + failed.arguments).joined(separator: " "))")
        let script = try Sources.script(failed.script)
        let settings = ScriptSettings(overrides: failed.overrides, arguments: failed.arguments)
        return from(.script) { run(script, from: failed.script, settings, as: purpose) }
    }

    /// Runs what comes from elsewhere than what was typed: a script has a script's rights, whoever asks for it.
    private func from(_ origin: CommandOrigin, _ body: () -> ExitStatus) -> ExitStatus {
        let before = state.origin
        state.origin = origin
        defer { state.origin = before }
        return body()
    }

    /// The last lines of a script's run: what failed on the way, again, and a line for other scripts to read.
    private func sumUp(_ status: ExitStatus) {
        for failure in state.tally.failures { Standard.error("failed: \(failure)\n") }
        if let summary = state.tally.summary(isFailed: status == .failed && state.shell.passedOver.isEmpty) {
            console.tell(summary)
        }
    }

    /// Checks a whole text, and prints what running it would do.
    func plan(_ script: Script, _ settings: ScriptSettings, as format: TableFormat) -> ExitStatus {
        let plan = RunPlan()
        runtime.plan = plan
        defer { runtime.plan = nil }
        let checked = session.check(script, settings: settings)
        report(checked.diagnostics)
        if checked.hasErrors { return .mistake }
        runtime.show(plan, as: format)
        return .done
    }

    /// What a command handed over, in a text of its own.
    private func run(_ followUp: FollowUp, as purpose: Language.Session.Purpose) -> ExitStatus {
        do {
            switch followUp {
            case .file(let path):
                let script = try Sources.script(path)
                return from(.script) { run(script, as: purpose) }
            case .failure: return try retry(as: purpose)
            }
        } catch {
            Standard.error("bds: \(error)\n")
            return .failed
        }
    }

    private func tellTime(since started: ContinuousClock.Instant) {
        guard state.preferences.timing else { return }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        Standard.error(String(format: "%.3f s\n", seconds))
    }

    /// On standard error.
    func report(_ diagnostics: [Diagnostic]) {
        if diagnostics.contains(where: { $0.severity == .error }) { state.shell.lastProblems = diagnostics }
        console.report(diagnostics)
    }
}
