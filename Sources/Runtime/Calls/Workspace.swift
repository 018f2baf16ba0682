import Language

/// What one call of a command works with: its own output and threads, and what the session shares.
struct Workspace {
    let session: SessionState
    let console: any Console
    /// How its tables are printed.
    let format: TableFormat
    /// Batches computed at a time; changes no result.
    let threads: Int
    /// The language's variables, as the command leaves them.
    var environment: Environment {
        get { variables.environment }
        nonmutating set { variables.environment = newValue }
    }

    private final class Variables {
        var environment: Environment

        init(_ environment: Environment) { self.environment = environment }
    }

    private let variables: Variables

    init(_ session: SessionState, output: CommandOutput, threads: Int, environment: Environment) {
        self.session = session
        console = output
        self.threads = threads
        format = output.format
        variables = Variables(environment)
    }

    var cancellation: Cancellation { session.cancellation }
    var results: ResultsFolder { session.preferences.results }
    var tally: Tally { session.tally }
    var checkpoints: CheckpointStore { session.checkpoints }
    var datasets: DatasetStore { session.datasets }
    var trainReferences: TrainReferences { session.trainReferences }
}
