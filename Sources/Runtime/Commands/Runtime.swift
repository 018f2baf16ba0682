import Foundation
import Language

/// The commands behind the language: hands each typed call to its command.
public final class Runtime: CommandHost {
    public let workspace: Workspace
    public var table: SignatureTable { Self.table }
    private let commands: [String: any Command]

    public init(workspace: Workspace) {
        self.workspace = workspace
        commands = Dictionary(uniqueKeysWithValues: Self.allCommands.map { ($0.signature.name, $0) })
    }

    /// In the order help lists them.
    static let allCommands: [any Command] = [
        LoadCheckpoint(), LoadDataset(), LoadFiles.samples, LoadFiles.results, SampleCommand(), SaveCommand(),
        EvalCommand(),
        CompareCommand(), DiffCommand(), ReplayCommand(), UpgradeCommand(), PredictCommand(), DenoiseCommand(),
        SynthesizeDataset(),
        TrainCommand(),
        ShowCommand(), FilterCommand(), ExportCommand(), InfoCommand(), ListCommand(), CleanCommand(), PrintCommand(),
        HelpCommand(),
        ExplainCommand(), HistoryCommand(), HistorySaveCommand(), SourceCommand(), RetryCommand(), HandoffCommand(),
        CdCommand(),
        PwdCommand(), LsCommand(), SetCommand(), TimingCommand(), UnloadCommand(), RenameCommand(), ExitCommand(),
    ]

    /// The first words of the commands that a script cannot have, and the first origin that can.
    static let notForScripts: [String: CommandOrigin] = [
        "explain": .prompt, "history": .prompt, "source": .prompt, "cd": .prompt, "pwd": .prompt, "ls": .prompt,
        "rename": .prompt, "retry": .commandLine,
    ]

    /// The one table of signatures.
    public static let table = SignatureTable(commands: allCommands.map(\.signature), objectTypes: ObjectTypes.all)

    public func run(_ call: Call, in environment: inout Environment) throws -> Value {
        guard let command = commands[call.signature.name] else {
            throw CommandFailure("there is no command \(call.signature.name)", isMistake: true)
        }
        workspace.environment = environment
        defer { environment = workspace.environment }
        do {
            try workspace.cancellation.check()
            let arguments = Arguments(call: call)
            workspace.threads =
                arguments.isGiven("threads")
                ? try arguments.int("threads", in: Threads.range) : workspace.preferences.threads
            let output = CommandOutput(
                workspace.terminal,
                format: arguments.text("format").flatMap(TableFormat.init) ?? workspace.preferences.format,
                isPaged: workspace.preferences.pager)
            workspace.output = output
            workspace.journal.begin(call)
            defer { workspace.journal.add(output.shown) }
            let value = try command.run(arguments, in: workspace)
            workspace.journal.add(value)
            return value
        } catch let error as CommandFailure {
            throw error
        } catch let error where error is Interrupted || error is Left {
            throw error
        } catch {
            throw CommandFailure(describe(error))
        }
    }

    public func checkInterruption() throws { try workspace.cancellation.check() }

    public func begin(_ statement: Span) { workspace.journal.begin(statement) }

    public func show(_ values: [Value]) {
        let output = CommandOutput(workspace.terminal, isPaged: workspace.preferences.pager)
        output.show(.text(values.map(\.description).joined(separator: " ")))
        workspace.journal.add(output.shown)
    }

    public func tell(_ message: String) { workspace.console.tell(message) }

    public var goesOn: Bool { workspace.preferences.goesOn }

    public func letPass(_ failure: Diagnostic, isExpected: Bool) {
        workspace.tally.add(failure: failure.oneLine)
        workspace.console.progress(nil)
        if isExpected {
            workspace.console.warn("failed, and goes on: \(failure.oneLine)")
        } else {
            workspace.journal.fail(failure.message)
            workspace.passedOver.append(failure)
            workspace.console.report(failure)
        }
    }

    public func makeDryRunner() -> any DryRunner { CommandDryRunner(commands: commands, workspace: workspace) }
}

/// One line for an error: ours word themselves, Foundation's are asked.
func describe(_ error: any Error) -> String {
    type(of: error) is NSError.Type ? error.localizedDescription : "\(error)"
}
