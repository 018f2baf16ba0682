import Foundation
import Language
import Metrics
import Synchronization

/// What the commands of one shell or script share, the language's own variables apart.
public final class Workspace {
    /// Where the running command speaks.
    public var console: any Console { output }
    /// Of the command that runs, or ran last.
    var output: CommandOutput
    /// Behind every command's output.
    let terminal: any Console
    /// Where `use` finds modules.
    public let modules: any ModuleLoader
    /// Ctrl-C.
    public let cancellation: Cancellation
    /// Batches that the running command computes at a time; changes no result.
    var threads: Int
    /// What `set` and the command line said.
    public var preferences: Preferences
    /// Where samples and results lie.
    var results: ResultsFolder { preferences.results }
    /// Where a check gathers what would be done.
    public var plan: RunPlan?
    /// Where the commands come from; some are not for scripts.
    public var origin = CommandOrigin.script
    /// What the run has come to so far.
    public let tally = Tally()
    /// What was done in this sitting.
    public let journal = Journal()
    /// What was wrong with the last text that had errors.
    public var lastProblems: [Diagnostic] = []
    /// What failed in the running script and did not end it, where `on_error` is continue.
    public var passedOver: [Diagnostic] = []
    /// What the shell is to run once the text that asks for it has run.
    public var followUps: [FollowUp] = []
    /// Whether something of this session failed that `retry failed` can run again.
    public var hasFailed = false
    /// What was typed at the prompt, sittings before this one included; oldest first.
    public var typed: [String] = []
    /// Set by `exit`.
    public internal(set) var isOver = false
    /// Every command and type, for help.
    let table: SignatureTable
    /// The language's variables while a command runs, for `list`.
    var environment = Environment()
    let trainReferences = TrainReferences()
    let checkpoints = CheckpointStore()
    let datasets = DatasetStore()
    let givenWarnings = GivenWarnings()

    /// - Parameters:
    ///   - console: behind every command's output.
    ///   - modules: the session's own.
    public init(
        console: any Console, cancellation: Cancellation = Cancellation(),
        preferences: Preferences = Preferences(), modules: any ModuleLoader = NoModules()
    ) {
        self.preferences = preferences
        self.modules = modules
        terminal = console
        output = CommandOutput(console)
        table = Runtime.table
        self.cancellation = cancellation
        threads = preferences.threads
    }
}

/// Where commands come from, the one with the most of them last.
public enum CommandOrigin: Int, Sendable {
    case script
    /// `bds -c`.
    case commandLine
    case prompt
}

/// A text that a command asks the shell to run.
public enum FollowUp: Hashable, Sendable {
    /// `source FILE`.
    case file(String)
    /// `retry failed`: what failed last.
    case failure
}

/// What depends on a dataset's train split alone, made once per dataset.
final class TrainReferences {
    private var references: [String: TrainReference] = [:]

    func reference(for dataset: DatasetObject) throws -> TrainReference {
        let key = dataset.dataset.sha256
        if let known = references[key] { return known }
        let made = try TrainReference(diagrams: dataset.dataset.train, layout: dataset.dataset.layout)
        references[key] = made
        return made
    }
}
