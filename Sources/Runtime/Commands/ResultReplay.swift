import BubbleDiagrams
import Datasets
import Files
import Foundation
import JSON
import Language
import Results

/// Evaluates again what a result file records: its samples where they are still those, else drawn again.
struct ResultReplay {
    let file: ResultFile
    let url: URL
    let workspace: Workspace

    /// The file's figures against those that come out now; of each seed, and of the summary.
    func differences() throws -> [(place: String, figures: Int, differing: Int, most: Double)] {
        guard let recorded = file.provenance, let plans = recorded["dataset"]?.object else {
            throw CommandFailure(
                "\(url.relativePath) does not record how it was made", about: "path",
                hint: "only what bds wrote can be replayed")
        }
        let dataset = DatasetObject(dataset: try dataset(plans))
        let samples = try samples(recorded)
        defer { workspace.console.progress(nil) }
        let made = Reevaluation(
            of: samples, metrics: try workspace.metrics(of: samples, against: dataset, activity: "replaying"),
            replacing: file)
        let diff = ResultDiff(file, made.file, tolerance: 0)
        var places = file.perSeed.map { (name: "\($0.name)", place: ResultDiff.Place.seed($0.name)) }
        places += [("mean", .summaryMean), ("std", .summaryStd)]
        return places.map { name, place in
            let entries = diff.entries.filter { $0.place == place }
            let differing = entries.filter { if case .same = $0.change { false } else { true } }
            return (
                name, entries.count, diff.missingSeeds.contains(name) ? 1 : differing.count,
                differing.compactMap(\.delta).map(abs).max() ?? 0
            )
        }
    }

    private func dataset(_ recorded: JSONObject) throws -> Dataset {
        let path = recorded["path"]?.string ?? ""
        let dataset: Dataset
        if let synthesis = Synthesis(source: path) {
            dataset = try synthesis.dataset()
        } else {
            dataset = try Dataset.load(
                URL(fileURLWithPath: path), maxRooms: recorded["max_rooms"]?.int ?? TokenLayout.rplan.maxRooms)
        }
        guard dataset.sha256 == recorded["sha256"]?.string else {
            throw CommandFailure(
                "\(path) is no longer the dataset that \(url.relativePath) records: its SHA-256 is \(dataset.sha256)",
                about: "path")
        }
        return dataset
    }

    private func samples(_ recorded: JSONObject) throws -> SampleFile {
        let place = recorded["samples_file"]?.object
        let saved =
            place?["path"]?.string.map { URL(fileURLWithPath: $0) }
            ?? url.deletingLastPathComponent().appendingPathComponent(file.method + SampleFile.suffix)
        let wanted = place?["tokens_sha256"]?.string
        if let found = try? SampleFile(contentsOf: saved), found.method.hasSameBytes(as: file.method),
            wanted == nil || found.tokensSHA256 == wanted
        {
            workspace.console.tell("replay: samples from \(saved.relativePath)")
            return found
        }
        workspace.console.tell(
            "replay: \(saved.relativePath) is not there or no longer the same; drawing the samples again")
        let seeds = file.perSeed.compactMap { Int($0.name) }
        let count = file.config.numSamples ?? 0
        let rows = try SamplesReplay(
            method: file.method, config: file.config, count: count, seeds: seeds,
            recorded: recorded["samples"]?.object ?? [:], source: url.relativePath
        ).rows(workspace)
        guard let layout = rows.first?.layout else { throw CommandFailure("\(url.relativePath) holds no seed") }
        let drawn = SampleFile(
            method: file.method, config: file.config, layout: layout, numSamples: count,
            perSeed: zip(seeds, rows).map { SampleFile.Seed(seed: $0, rows: $1) })
        if let wanted, drawn.tokensSHA256 != wanted {
            workspace.console.warn("replay: the samples drawn now differ from those recorded")
        }
        return drawn
    }
}
