import Language

/// One command: its signature, its work, and what a check can know of it beforehand.
protocol Command: Sendable {
    var signature: CommandSignature { get }

    /// Does the work. Throws `CommandFailure`, `Interrupted`, or an error that words itself in one line.
    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value

    /// What would be wrong, made and written, without running.
    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun
}

extension Command {
    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun { DryRun() }
}
