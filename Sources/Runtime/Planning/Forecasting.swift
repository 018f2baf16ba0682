import Datasets
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
    /// Gathers what would be computed and written, where that is asked for: then datasets are read, too.
    let plan: RunPlan?
    let threads: Int
    /// Where samples and results will lie; nil where the script makes that depend on what is not known yet.
    var results: ResultsFolder?
    private var datasets: [String: DatasetObject] = [:]

    init(checkpoints: CheckpointStore, plan: RunPlan?, threads: Int, results: ResultsFolder) {
        self.checkpoints = checkpoints
        self.plan = plan
        self.threads = threads
        self.results = results
    }

    /// The dataset that `make` makes, once; nil unless a plan needs it.
    func planned(_ name: String, _ make: () throws -> Dataset) throws -> DatasetObject? {
        guard plan != nil else { return nil }
        if let known = datasets[name] { return known }
        let made = DatasetObject(dataset: try make())
        datasets[name] = made
        return made
    }

    /// Files that will be written, by standardized path.
    private(set) var written: Set<String> = []
    /// Folders below which files of any name will be written; "" is the one above all.
    private(set) var filled: Set<String> = []

    /// Files of any name will be written below `folder`, nil: who knows where.
    func willFill(_ folder: URL?) { filled.insert(folder?.standardizedFileURL.path ?? "") }

    /// True when files of any name may have been written beside `url`, or in a folder around it.
    func willFillAround(_ url: URL) -> Bool {
        let path = url.standardizedFileURL.path
        return filled.contains { path.hasPrefix($0 + "/") }
    }

    /// A file will be there; see also `willWrite`.
    func record(_ url: URL) {
        written.insert(url.standardizedFileURL.path)
        plan?.add(file: url.relativePath)
    }

    /// True when the file or folder is there, or something below or at it will have been written.
    func willExist(_ url: URL) -> Bool {
        let path = url.standardizedFileURL.path
        return FileManager.default.fileExists(atPath: path) || written.contains(path)
            || written.contains { $0.hasPrefix(path + "/") } || willFillAround(url)
    }

    /// An error when the file an argument names is not there and nothing before makes it.
    func missingFile(_ arguments: ForecastArguments, _ name: String) -> Forecast? {
        guard let url = arguments.path(name), !willExist(url), !arguments.call.isUncertain else { return nil }
        return .error("there is no file \(url.relativePath), and nothing before makes it", about: name)
    }

    /// An error when `schedule` names no folder of results, or one that is not there and nothing before makes.
    func missingFolder(_ arguments: ForecastArguments) -> Forecast? {
        guard let schedule = arguments.text("schedule") else { return nil }
        guard ResultsFolder.isName(schedule) else { return .error((results ?? ResultsFolder()).badName(schedule)) }
        guard let folder = results?.url(schedule) else { return nil }
        if arguments.call.isUncertain || willExist(folder) { return nil }
        return .error("there is no folder \(folder.relativePath), and nothing before makes it", about: "schedule")
    }

    func isMadeByScript(_ url: URL) -> Bool { written.contains(url.standardizedFileURL.path) }
}

/// Asks each command in turn.
final class CommandForecaster: Forecaster {
    private let commands: [String: any Command]
    private let world: ForecastWorld
    private let warnings: GivenWarnings
    private let origin: CommandOrigin

    init(commands: [String: any Command], workspace: Workspace) {
        self.commands = commands
        world = ForecastWorld(
            checkpoints: workspace.checkpoints, plan: workspace.plan, threads: workspace.threads,
            results: workspace.results)
        warnings = workspace.givenWarnings
        origin = workspace.origin
    }

    func forecast(_ call: ForecastCall) -> Forecast {
        if let first = call.signature.words.first, let least = Runtime.notForScripts[first],
            origin.rawValue < least.rawValue
        {
            let places = least == .prompt ? "the prompt alone" : "the prompt and for bds -c"
            return .error("\(call.signature.name) is for \(places), not for scripts")
        }
        let arguments = ForecastArguments(call: call)
        if let problem = Threads.problem(arguments) { return problem }
        let forecast = commands[call.signature.name]?.forecast(arguments, in: world) ?? Forecast()
        for finding in forecast.findings where !finding.isError {
            warnings.insert(call.signature.name, finding.message)
        }
        return forecast
    }
}

/// What a check has warned of, so that the run after it need not say it again.
final class GivenWarnings {
    private var messages: Set<[String]> = []

    func insert(_ command: String, _ message: String) { messages.insert([command, message]) }

    func contains(_ command: String, _ message: String) -> Bool { messages.contains([command, message]) }
}

extension Forecast.Finding {
    static func warning(_ message: String, about parameter: String? = nil) -> Self {
        Self(isError: false, message, about: parameter)
    }
}

extension Forecast {
    /// What running would fail with.
    static func error(_ failure: CommandFailure) -> Forecast {
        .error(failure.message, about: failure.parameter, hint: failure.hint)
    }

    /// One error about one argument.
    static func error(_ message: String, about parameter: String? = nil, hint: String? = nil) -> Forecast {
        Forecast(findings: [Finding(isError: true, message, about: parameter, hint: hint)])
    }
}
