import Language

/// Asks each command in turn.
final class CommandDryRunner: DryRunner {
    private let commands: [String: any Command]
    private let state: PlannedState
    private let warnings: GivenWarnings
    private let origin: CommandOrigin

    init(commands: [String: any Command], workspace: Workspace) {
        self.commands = commands
        state = PlannedState(workspace)
        warnings = workspace.givenWarnings
        origin = workspace.origin
    }

    func dryRun(_ call: PlannedCall) -> DryRun {
        if let first = call.signature.words.first, let least = Runtime.notForScripts[first],
            origin.rawValue < least.rawValue
        {
            let places = least == .prompt ? "the prompt alone" : "the prompt and for bds -c"
            return .error("\(call.signature.name) is for \(places), not for scripts")
        }
        let arguments = PlannedArguments(call: call)
        if let problem = Threads.problem(arguments) { return problem }
        let dryRun = commands[call.signature.name]?.dryRun(arguments, in: state) ?? DryRun()
        for finding in dryRun.findings where !finding.isError {
            warnings.insert(call.signature.name, finding.message)
        }
        return dryRun
    }
}

/// What a check has warned of, so that the run after it need not say it again.
final class GivenWarnings {
    private var messages: Set<[String]> = []

    func insert(_ command: String, _ message: String) { messages.insert([command, message]) }

    func contains(_ command: String, _ message: String) -> Bool { messages.contains([command, message]) }
}

extension DryRun.Finding {
    static func warning(_ message: String, about parameter: String? = nil) -> Self {
        Self(isError: false, message, about: parameter)
    }
}

extension DryRun {
    /// What running would fail with.
    static func error(_ failure: CommandFailure) -> DryRun {
        .error(failure.message, about: failure.parameter, hint: failure.hint)
    }

    /// What running would fail with, whatever kind of error it is.
    static func error(_ error: any Error) -> DryRun {
        if let failure = error as? CommandFailure { return .error(failure) }
        return .error(describe(error))
    }

    /// One error about one argument.
    static func error(_ message: String, about parameter: String? = nil, hint: String? = nil) -> DryRun {
        DryRun(findings: [Finding(isError: true, message, about: parameter, hint: hint)])
    }
}
