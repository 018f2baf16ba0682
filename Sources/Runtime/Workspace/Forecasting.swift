import Foundation
import Language

/// A forecast call's arguments, read by name and type: nil where absent or not known before the run.
struct ForecastArguments {
    let call: ForecastCall

    func value(_ name: String) -> Value? {
        guard case .known(let value)? = call.arguments[name] else { return nil }
        return value
    }

    /// True when the argument is there, known or not.
    func isGiven(_ name: String) -> Bool { call.spans[name] != nil }

    /// Whether every argument's value is known before the run, some apart.
    func isAllKnown(except names: Set<String> = []) -> Bool {
        call.arguments.allSatisfy { name, argument in
            if case .known = argument { return true }
            return names.contains(name)
        }
    }

    func text(_ name: String) -> String? { value(name)?.text }

    func path(_ name: String) -> URL? { text(name).map(Arguments.url) }

    func object<Object: ObjectValue>(_ name: String, _ type: Object.Type) -> Object? {
        guard case .object(let object)? = value(name) else { return nil }
        return object as? Object
    }
}

/// What a script's earlier commands will have made by the time a later one runs.
final class ForecastWorld {
    /// Read once for the check and the run.
    let checkpoints: CheckpointStore

    init(checkpoints: CheckpointStore) {
        self.checkpoints = checkpoints
    }

    /// Files that will be written, by standardized path.
    private var written: Set<String> = []
    private var filled: Set<String> = []

    /// Files of any name below `folder` will be written.
    func willFill(_ folder: URL) { filled.insert(folder.standardizedFileURL.path) }

    func willWrite(_ url: URL) { written.insert(url.standardizedFileURL.path) }

    /// True when the file or folder is there, or something below or at it will have been written.
    func willExist(_ url: URL) -> Bool {
        let path = url.standardizedFileURL.path
        return FileManager.default.fileExists(atPath: path) || written.contains(path)
            || written.contains { $0.hasPrefix(path + "/") }
            || filled.contains { path.hasPrefix($0 + "/") }
    }

    /// An error when the file an argument names is not there and nothing before makes it.
    func missingFile(_ arguments: ForecastArguments, _ name: String) -> Forecast? {
        guard let url = arguments.path(name), !willExist(url) else { return nil }
        return .error("there is no file \(url.relativePath), and nothing before makes it", about: name)
    }

    func isMadeByScript(_ url: URL) -> Bool { written.contains(url.standardizedFileURL.path) }
}

/// Asks each command in turn.
final class CommandForecaster: Forecaster {
    private let commands: [String: any Command]
    private let world: ForecastWorld

    init(commands: [String: any Command], checkpoints: CheckpointStore) {
        self.commands = commands
        world = ForecastWorld(checkpoints: checkpoints)
    }

    func forecast(_ call: ForecastCall) -> Forecast {
        commands[call.signature.name]?.forecast(ForecastArguments(call: call), in: world) ?? Forecast()
    }
}

extension Forecast {
    /// One error about one argument.
    static func error(_ message: String, about parameter: String? = nil, hint: String? = nil) -> Forecast {
        Forecast(findings: [Finding(isError: true, message, about: parameter, hint: hint)])
    }
}
