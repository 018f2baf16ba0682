import Foundation
import Language

/// The commands behind the language: hands each typed call to its command.
public final class Runtime: CommandHost {
    /// What the commands share.
    public let session: SessionState
    /// Where a check gathers what would be done.
    public var plan: RunPlan?
    /// The signatures of every command.
    public var table: SignatureTable { Self.table }
    private let commands: [String: any Command]

    /// The commands over one session.
    public init(_ session: SessionState) {
        self.session = session
        commands = Dictionary(
            uniqueKeysWithValues: (Self.allCommands + Self.allFunctions).map { ($0.signature.name, $0) })
    }

    /// In the order help lists them.
    static let allCommands: [any Command] = [
        LoadCheckpoint(), LoadDataset(), LoadFiles.samples, LoadFiles.results, SampleCommand(), SaveCommand(),
        EvalCommand(),
        CompareCommand(), DiffCommand(), ReplayCommand(), UpgradeCommand(), PredictCommand(), DenoiseCommand(),
        SynthesizeDataset(),
        TrainCommand(),
        TableCommand(), ShowCommand(), FilterCommand(), ExportCommand(), InfoCommand(), ListCommand(), CleanCommand(),
        PrintCommand(),
        HelpCommand(),
        ExplainCommand(), HistoryCommand(), HistorySaveCommand(), SourceCommand(), RetryCommand(), HandoffCommand(),
        CdCommand(),
        PwdCommand(), LsCommand(), SetCommand(), TimingCommand(), UnloadCommand(), RenameCommand(), ExitCommand(),
    ]

    /// Functions of expressions that know metrics or look at files.
    static let allFunctions: [any Command] = [
        RankFunction(), ResultsFunction(), FilesFunction(), DateFunction(), EnvironmentFunction(),
    ]

    /// The one table of signatures.
    public static let table = SignatureTable(
        commands: allCommands.map(\.signature), objectTypes: ObjectTypes.all,
        hostFunctions: allFunctions.map(\.signature), foreignWords: HydraWords.foreign,
        habits: Habits.all)

    private static let functionNames = Set(allFunctions.map(\.signature.name))

    /// Hands the call to its command.
    /// - Throws: `CommandFailure`, `Interrupted`.
    public func run(_ call: Call, in environment: inout Environment) throws -> Value {
        guard let command = commands[call.signature.name] else {
            throw CommandFailure("there is no command \(call.signature.name)", isMistake: true)
        }
        do {
            try session.cancellation.check()
            let arguments = Arguments(call: call)
            let threads =
                arguments.isGiven("threads")
                ? try arguments.int("threads", in: Threads.range) : session.preferences.threads
            let output = output(arguments.text("format").flatMap(TableFormat.init) ?? session.preferences.format)
            // A function is part of the command that it is called for.
            let isFunction = Self.functionNames.contains(call.signature.name)
            if !isFunction { session.journal.begin(call) }
            defer { if !isFunction { session.journal.add(output.shown) } }
            let workspace = Workspace(session, output: output, threads: threads, environment: environment)
            defer { environment = workspace.environment }
            do { try command.validate(arguments) } catch let broken as CommandFailure {
                // The check asked the same: what it could not know is a failure of the run.
                throw CommandFailure(broken.message, about: broken.parameter, hint: broken.hint)
            }
            let value = try command.run(arguments, in: workspace)
            if !isFunction { session.journal.add(value) }
            return value
        } catch let error as CommandFailure {
            throw error
        } catch let error where error is Interrupted || error is Left {
            throw error
        } catch {
            throw CommandFailure(describe(error))
        }
    }

    private func output(_ format: TableFormat = .table) -> CommandOutput {
        CommandOutput(session.console, format: format, isPaged: session.preferences.pager)
    }

    /// Throws `Interrupted` after Ctrl-C.
    public func checkInterruption() throws { try session.cancellation.check() }

    /// Notes that a statement of the script begins.
    public func begin(_ statement: Span) { session.journal.begin(statement) }

    /// Prints the values on one line of standard output.
    public func show(_ values: [Value]) {
        let output = output()
        output.show(.text(values.map(\.description).joined(separator: " ")))
        session.journal.add(output.shown)
    }

    /// Tells it on standard error.
    public func tell(_ message: String) { session.console.tell(message) }

    /// Whether `on_error` is continue.
    public var goesOn: Bool { session.preferences.goesOn }

    /// Says what failed and counts it; an expected failure does not make the run a failed one.
    public func letPass(_ failure: Diagnostic, isExpected: Bool) {
        session.tally.add(failure: failure.oneLine)
        session.console.progress(nil)
        if isExpected {
            session.console.warn("failed, and goes on: \(failure.oneLine)")
        } else {
            session.journal.fail(failure.message)
            session.shell.passedOver.append(failure)
            session.console.report(failure)
        }
    }

    /// A walk over the commands' effects that begins where the session stands.
    public func makeDryRunner() -> any DryRunner { CommandDryRunner(commands: commands, session: session, plan: plan) }
}

extension Runtime {
    /// Whether `help` explains these words.
    public static func hasHelp(on words: [String]) -> Bool { HelpTopic(words, in: table) != nil }

    /// Prints a plan: on the screen, or in full.
    public func show(_ plan: RunPlan, as format: TableFormat) {
        CommandOutput(session.console, format: format).show(.tables(plan.tables))
    }
}
