import Language

/// `retry failed`
struct RetryCommand: Command {
    let signature = CommandSignature(
        ["retry", "failed"], "runs again what failed last, in this session or else as a script in this folder",
        details: """
            A script runs with the arguments and settings it had. Seeds that were finished are kept, so only what \
            failed or was never reached is computed. Not for scripts; `bds -c 'retry failed'` does it from a shell.
            """,
        examples: ["retry failed"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        workspace.session.shell.followUps.append(.failure)
        guard workspace.session.shell.hasFailed || FailedRun.here != nil else {
            throw CommandFailure("nothing has failed in this session, and no script in this folder")
        }
        return .none
    }
}
