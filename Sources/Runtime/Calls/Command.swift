import Language

/// One command: its signature, its work, and what a check can know of it beforehand.
protocol Command: Sendable {
    var signature: CommandSignature { get }

    /// The command's own rules for its arguments, as far as these are known: a check asks them before anything runs, and
    /// the run asks them again.
    /// - Throws: `CommandFailure` for the first one broken.
    func validate(_ arguments: any ArgumentValues) throws

    /// Does the work. Throws `CommandFailure`, `Interrupted`, or an error that words itself in one line.
    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value

    /// What would be wrong, made and written, without running.
    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun
}

extension Command {
    func validate(_ arguments: any ArgumentValues) throws {}

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun { DryRun() }
}
