import Language

/// What the commands of one shell or script share, the language's own variables apart.
public final class SessionState {
    /// Where all of it is said; a call prints through a console of its own.
    public let console: any Console
    /// Ctrl-C.
    public let cancellation: Cancellation
    /// Where `use` finds modules.
    public let modules: any ModuleLoader
    /// What `set` and the command line said.
    public var preferences: Preferences
    /// Where the commands come from; some are not for scripts.
    public var origin = CommandOrigin.script
    /// What the run has come to so far.
    public let tally = Tally()
    /// What was done in this sitting.
    public let journal = Journal()
    /// What the commands ask of the shell, and the shell tells them.
    public var shell = ShellState()
    let trainReferences = TrainReferences()
    let checkpoints = CheckpointStore()
    let datasets = DatasetStore()
    let givenWarnings = GivenWarnings()

    private var said: Set<String> = []

    /// Whether something that is to be said once has not been said yet.
    func isFirst(_ message: String) -> Bool { said.insert(message).inserted }

    /// A session in which nothing was done.
    public init(
        console: any Console, cancellation: Cancellation = Cancellation(),
        preferences: Preferences = Preferences(), modules: any ModuleLoader = NoModules()
    ) {
        self.modules = modules
        self.console = console
        self.cancellation = cancellation
        self.preferences = preferences
    }
}

/// What the shell tells the commands that are about itself, and what they ask of it.
public struct ShellState: Sendable {
    /// What was wrong with the last text that had errors.
    public var lastProblems: [Diagnostic] = []
    /// What failed in the running script and did not end it, where `on_error` is continue.
    public var passedOver: [Diagnostic] = []
    /// What is to run once the text that asks for it has run.
    public var followUps: [FollowUp] = []
    /// Whether something of this session failed that `retry failed` can run again.
    public var hasFailed = false
    /// What was typed at the prompt, sittings before this one included; oldest first.
    public var typed: [String] = []
    /// Set by `exit`.
    public var isOver = false
    /// What `exit N` asks for.
    public var exitStatus: Int32?
}

/// A text that a command asks the shell to run.
public enum FollowUp: Hashable, Sendable {
    /// `source FILE`.
    case file(String)
    /// `retry failed`: what failed last.
    case failure
}

/// What a check has warned of, so that the run after it need not say it again.
final class GivenWarnings {
    private var messages: Set<[String]> = []

    func insert(_ command: String, _ message: String) { messages.insert([command, message]) }

    func contains(_ command: String, _ message: String) -> Bool { messages.contains([command, message]) }
}
