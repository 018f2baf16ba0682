import Datasets
import Files
import Foundation
import JSON
import Language
import Metrics
import Results

/// One `eval`: metrics of samples, and the result files beside those that are saved.
struct EvaluationRun {
    let dataset: DatasetObject
    /// Whether the dataset was named, not just the last one loaded.
    let isDatasetNamed: Bool
    /// Whether results made elsewhere, or against another dataset, may be replaced by others.
    let overwrites: Bool
    let workspace: Workspace

    /// - Parameter url: where the samples lie; nil when they were never saved.
    func evaluation(of samples: SampleFile, at url: URL?) throws -> EvaluationObject {
        defer { workspace.console.progress(nil) }
        let started = Date()
        let metrics = try workspace.metrics(of: samples, against: dataset, activity: "evaluating")
        let target = url.map { $0.deletingLastPathComponent().appendingPathComponent(samples.method + ".json") }
        var earlier: ResultFile?
        if let target, FileManager.default.fileExists(atPath: target.path) {
            earlier = try ResultFile(contentsOf: target)
        }
        let seconds = Date().timeIntervalSince(started)
        let made = Reevaluation(
            of: samples, metrics: metrics, replacing: earlier, provenance: provenance(samples, url, started, seconds))
        guard let target else {
            workspace.console.tell("evaluated \(samples.method) in memory (\(duration(seconds)))")
            return EvaluationObject(file: made.file, url: nil)
        }
        if let earlier {
            if let other = Self.otherDataset(in: earlier, at: target, than: dataset.dataset) {
                guard isDatasetNamed || overwrites else { throw other }
                workspace.console.tell("eval: \(other.message); it is replaced")
            }
            try protect(earlier, at: target, from: made.file)
        }
        for difference in made.replacedConfig {
            workspace.console.warn(
                "eval: \(samples.method): config replaced, it no longer fits the samples: \(difference)")
        }
        if let earlier, earlier.formatVersion == 2,
            earlier.hasSameContent(as: made.file)
        {
            workspace.console.tell("unchanged \(target.relativePath) (\(duration(seconds)))")
            return EvaluationObject(file: earlier, url: target)
        }
        try made.file.write(to: target)
        workspace.console.tell(
            "\(earlier == nil ? "wrote" : "updated") \(target.relativePath) (\(duration(seconds)))")
        return EvaluationObject(file: made.file, url: target)
    }

    /// Whether a result file is what evaluating these samples against that dataset would write, as far as it records.
    static func isUpToDate(_ result: URL, _ samples: URL, _ dataset: Dataset?) -> Bool {
        guard let dataset, let file = try? ResultFile(contentsOf: result), file.formatVersion == 2,
            file.provenance?["dataset"]?.object?["sha256"]?.string == dataset.sha256,
            let tokens = file.provenance?["samples_file"]?.object?["tokens_sha256"]?.string,
            let drawn = try? SampleFile(contentsOf: samples)
        else { return false }
        return drawn.tokensSHA256 == tokens
    }

    /// Why figures against `dataset` do not silently take the place of those in a result file, which are against
    /// another; nil where they are not, or it records none.
    static func otherDataset(in earlier: ResultFile, at target: URL, than dataset: Dataset) -> CommandFailure? {
        guard let known = earlier.dataset, known.sha256 != dataset.sha256 else { return nil }
        return CommandFailure(
            "\(target.relativePath) was evaluated against another dataset, \(known)", about: "against",
            hint: "name the dataset to replace it, against=$d, or say overwrite=true")
    }

    /// Results made elsewhere are brought up to date, but what they say of the seeds is not replaced by something else.
    private func protect(_ earlier: ResultFile, at target: URL, from made: ResultFile) throws {
        guard earlier.provenance?["bds"] == nil, !overwrites else { return }
        // Other libraries round the last digits otherwise.
        let lost = ResultDiff(earlier, made, tolerance: 1e-9, relative: 1e-6)
        let changed = lost.entries.count { entry in
            guard case .seed = entry.place else { return false }
            switch entry.change {
            case .changed, .missing: return true
            case .same, .new: return false
            }
        }
        guard changed > 0 || !lost.missingSeeds.isEmpty else { return }
        let what =
            lost.missingSeeds.isEmpty
            ? "\(grouped(changed)) of its figures would change"
            : "seed \(lost.missingSeeds.joined(separator: ", ")) would be lost"
        throw CommandFailure(
            "\(target.relativePath) was made elsewhere, and \(what)",
            hint: "move it away to hold the two against each other with diff, or say overwrite=true")
    }

    private func provenance(
        _ samples: SampleFile, _ url: URL?, _ started: Date, _ seconds: Double
    ) -> JSONObject {
        var provenance: JSONObject = [
            "bds": .string(BDS.version),
            "dataset": .object([
                "path": .string(dataset.dataset.source.relativePath), "sha256": .string(dataset.dataset.sha256),
                "max_rooms": .int(dataset.dataset.layout.maxRooms), "split": .string("train"),
            ]),
            "samples_file": .object([
                "path": url.map { .string($0.relativePath) } ?? .null, "tokens_sha256": .string(samples.tokensSHA256),
            ]),
            "samples": samples.provenance.map { .object($0) } ?? .null,
            "replay": replayLine(samples, url).map { .string($0) } ?? .null,
        ]
        provenance.merge(Provenance.made(at: started, seconds: seconds))
        return provenance
    }

    /// One line of commands that evaluates the same again; nil where nothing tells how to get the samples.
    private func replayLine(_ samples: SampleFile, _ url: URL?) -> String? {
        let against = "\(dataset.dataset.loadingCommand) as train; "
        if let url {
            let path = Value.string(url.relativePath).literal
            return against + "load samples \(path) as saved; eval $saved against=$train"
        }
        return samples.provenance?["replay"]?.string.map { against + $0 + " | eval against=$train" }
    }
}

extension Workspace {
    /// All metrics of each seed, in the file's order.
    func metrics(
        of samples: SampleFile, against dataset: DatasetObject, activity: String
    ) throws -> [(seed: Int, metrics: SeedMetrics)] {
        let (rooms, expected) = (dataset.dataset.layout.maxRooms, samples.layout.maxRooms)
        guard rooms == expected else {
            throw CommandFailure(
                "the dataset's plans have up to \(rooms) rooms, the samples' diagrams up to \(expected)",
                about: "against", hint: DatasetObject.hint(maxRooms: expected))
        }
        let train = try trainReferences.reference(for: dataset)
        let cancellation = self.cancellation
        let metrics = try concurrently(samples.perSeed.count, activity: "\(activity) \(samples.method)", "seed") {
            try Metrics.evaluate(samples.perSeed[$0].rows, against: train, check: cancellation.check)
        }
        return zip(samples.perSeed, metrics).map { ($0.seed, $1) }
    }
}
