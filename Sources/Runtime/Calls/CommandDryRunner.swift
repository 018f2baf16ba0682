import Language

/// Asks each command in turn.
final class CommandDryRunner: DryRunner {
    private let commands: [String: any Command]
    private let state: PlannedState
    private let warnings: GivenWarnings
    private let origin: CommandOrigin

    init(commands: [String: any Command], session: SessionState, plan: RunPlan?) {
        self.commands = commands
        state = PlannedState(session, plan: plan)
        warnings = session.givenWarnings
        origin = session.origin
    }

    func dryRun(_ call: PlannedCall) -> DryRun {
        let least = CommandOrigin.least(forCommandsBeginning: call.signature.words.first ?? "")
        if origin.rawValue < least.rawValue {
            let places = least == .prompt ? "the prompt alone" : "the prompt and for bds -c"
            return .error("\(call.signature.name) is for \(places), not for scripts")
        }
        let arguments = PlannedArguments(call: call)
        guard let command = commands[call.signature.name] else { return DryRun() }
        do {
            try arguments.require("threads", in: Threads.range)
            try command.validate(arguments)
        } catch {
            return .error(error)
        }
        let dryRun = command.dryRun(arguments, in: state)
        for finding in dryRun.findings where !finding.isError {
            warnings.insert(call.signature.name, finding.message)
        }
        return dryRun
    }
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
