import Foundation
import Language

/// The commands behind the language: hands each typed call to its command.
public final class Runtime: CommandHost {
    public let session: Session
    public let table: SignatureTable
    private let commands: [String: any Command]

    public init(session: Session) {
        self.session = session
        let all = Self.allCommands
        commands = Dictionary(uniqueKeysWithValues: all.map { ($0.signature.name, $0) })
        table = SignatureTable(commands: all.map(\.signature), objectTypes: ObjectTypes.all)
    }

    /// In the order help lists them.
    static let allCommands: [any Command] = [
        LoadCheckpoint(), LoadDataset(), LoadSamples(), LoadResults(), SampleCommand(), SaveCommand(), EvalCommand(),
        CompareCommand(), DiffCommand(), PredictCommand(), DenoiseCommand(), InfoCommand(), ListCommand(),
        PrintCommand(), HelpCommand(), ExitCommand(),
    ]

    public func run(_ call: Call, in environment: inout Environment) throws -> Value {
        guard let command = commands[call.signature.name] else {
            throw CommandFailure("there is no command \(call.signature.name)", isMistake: true)
        }
        session.environment = environment
        defer { environment = session.environment }
        do {
            try session.cancellation.check()
            return try command.run(Arguments(call: call), in: session)
        } catch let error as CommandFailure {
            throw error
        } catch let error as Interrupted {
            throw error
        } catch {
            throw CommandFailure(describe(error))
        }
    }

    public func show(_ values: [Value]) {
        session.console.show(.text(values.map { Printed.text($0) }.joined(separator: " ")))
    }

    public func tell(_ message: String) { session.console.tell(message) }

    public func makeForecaster() -> any Forecaster { CommandForecaster(commands: commands, checkpoints: session.checkpoints) }
}

/// One line for an error: our own word themselves, Foundation's are asked.
func describe(_ error: any Error) -> String {
    if let worded = error as? any CustomStringConvertible, !(error is NSError) { return worded.description }
    return error.localizedDescription
}
