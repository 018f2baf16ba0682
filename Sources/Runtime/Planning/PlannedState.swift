import Datasets
import Foundation
import Language

/// What a script's earlier commands will have made by the time a later one runs.
final class PlannedState {
    /// Read once for the check and the run.
    let checkpoints: CheckpointStore
    private let datasets: DatasetStore
    private let cancellation: Cancellation
    /// Gathers what would be computed and written, where that is asked for: then datasets are made up, too.
    let plan: RunPlan?
    let threads: Int
    /// Where samples and results will lie; nil where the script makes that depend on what is not known yet.
    var results: ResultsFolder?
    /// Where samples will lie.
    var samples = PlannedSamples()
    private var madeUp: [Synthesis: DatasetObject] = [:]

    init(_ session: SessionState, plan: RunPlan?) {
        checkpoints = session.checkpoints
        datasets = session.datasets
        cancellation = session.cancellation
        self.plan = plan
        threads = session.preferences.threads
        results = session.preferences.results
    }

    /// The dataset in a file that is there.
    /// - Throws: what reading it throws; `Interrupted`.
    func dataset(at url: URL, maxRooms: Int) throws -> DatasetObject {
        DatasetObject(dataset: try datasets.dataset(at: url, maxRooms: maxRooms, check: cancellation.check))
    }

    /// The dataset that `synthesis` makes; nil unless a plan needs it.
    func dataset(_ synthesis: Synthesis, source: URL?) throws -> DatasetObject? {
        guard plan != nil else { return nil }
        if let known = madeUp[synthesis] { return known }
        let made = DatasetObject(dataset: try synthesis.dataset(source: source, check: cancellation.check))
        madeUp[synthesis] = made
        return made
    }

    /// Variables that `unload` and `rename` take away.
    private(set) var unloaded: Set<String> = []

    func unload(_ name: String) { unloaded.insert(name) }

    /// Files that will be written, by standardized path.
    private(set) var written: Set<String> = []
    /// Those of them that would come out as they are.
    private var unchanged: Set<String> = []
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
    /// - Parameter isUpToDate: whether it is there already and would come out as it is.
    func record(_ url: URL, isUpToDate: Bool = false) {
        written.insert(url.standardizedFileURL.path)
        if isUpToDate { unchanged.insert(url.standardizedFileURL.path) }
        plan?.add(file: url.relativePath, isUpToDate: isUpToDate)
    }

    /// True when the file or folder is there, or something below or at it will have been written.
    func willExist(_ url: URL) -> Bool {
        let path = url.standardizedFileURL.path
        return FileManager.default.fileExists(atPath: path) || written.contains(path)
            || written.contains { $0.hasPrefix(path + "/") } || willFillAround(url)
    }

    /// An error when the file an argument names is not there and nothing before makes it.
    func missingFile(_ arguments: PlannedArguments, _ name: String) -> DryRun? {
        guard let url = arguments.path(name), !willExist(url), !arguments.call.isUncertain else { return nil }
        return .error("there is no file \(url.relativePath), and nothing before makes it", about: name)
    }

    /// An error when `schedule` names no folder of results, or one that is not there and nothing before makes.
    func missingFolder(_ arguments: PlannedArguments) -> DryRun? {
        guard let schedule = arguments.text("schedule") else { return nil }
        guard ResultsFolder.isName(schedule) else { return .error((results ?? ResultsFolder()).badName(schedule)) }
        guard let folder = results?.url(schedule) else { return nil }
        if arguments.call.isUncertain || willExist(folder) { return nil }
        return .error("there is no folder \(folder.relativePath), and nothing before makes it", about: "schedule")
    }

    /// Whether the script writes a file anew.
    func isChangedByScript(_ url: URL) -> Bool {
        let path = url.standardizedFileURL.path
        return written.contains(path) && !unchanged.contains(path)
    }

    /// Whether what is in a file now is what will be in it then.
    func canRead(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.path) && !isMadeByScript(url) && !willFillAround(url)
    }

    /// Whether the script writes a result of a folder anew.
    func changesAny(in folder: URL) -> Bool {
        let path = folder.standardizedFileURL.path + "/"
        return written.subtracting(unchanged).contains { $0.hasPrefix(path) && $0.hasSuffix(".json") }
    }

    func isMadeByScript(_ url: URL) -> Bool { written.contains(url.standardizedFileURL.path) }
}
