import Files
import Foundation
import JSON
import Language
import RandomStreams
import Results
import Sampling
import Tables

/// `denoise [$checkpoint] [t=[…]] [max_batches=50]`
struct DenoiseCommand: Command {
    let signature = CommandSignature(
        ["denoise"], "scores how well a checkpoint predicts masked tokens of the validation split",
        details: """
            For each t a share of the tokens is masked as training does it; accuracy and cross-entropy are over the \
            masked ones, rooms and relations apart. With schedule=NAME the figures are written into the results of that \
            folder of eval_results.
            """,
        parameters: [
            Parameter(
                "checkpoint", .object(ObjectTypes.checkpoint), .positional, absent: .session, takesPipe: true,
                "the model"),
            Parameter(
                "t", .either([.list(.float), .float]), absent: .literal("[0.1, 0.3, 0.5, 0.7, 0.9]"), "times, 0 to 1"),
            Parameter("max_batches", .int, absent: .literal("50"), "batches of the split at most"),
            Parameter("batch", .int, absent: .literal("64"), "diagrams that share a stretch of the random stream"),
            Parameter("seed", .int, absent: .literal("42"), "seed of the masking"),
            Parameter("dataset", .object(ObjectTypes.dataset), absent: .session, "whose validation split"),
            Parameter(
                "schedule", .word("schedule"), absent: .decided("only printed"),
                "write into the results of that folder of eval_results"),
            Parameter("model", .word("method"), absent: .decided("all of the folder"), "one method of the folder"),
            .format,
        ],
        examples: ["denoise $v1", "denoise $v1 t=[0.5] max_batches=4", "denoise $v1 schedule=loglinear"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let object = try arguments.object("checkpoint", CheckpointObject.self)
        let dataset = try arguments.object("dataset", DatasetObject.self).dataset
        let request = try Self.request(
            arguments.value, object, PlannedDataset(layout: dataset.layout, split: dataset.split))
        let targets = try targets(arguments, workspace.results)

        let diagrams = dataset.validation
        let batches = min(request.maxBatches, (diagrams.count + request.batchSize - 1) / request.batchSize)
        var generator = TorchGenerator(seed: UInt64(bitPattern: Int64(request.seed)))
        var done = 0
        defer { workspace.console.progress(nil) }
        let scores = try object.withDenoiser { denoiser in
            try DenoisingEvaluation(
                denoiser: denoiser, noise: object.checkpoint.noise, batchSize: request.batchSize,
                maxBatches: request.maxBatches
            ).scores(of: diagrams, at: request.times, generator: &generator) {
                try workspace.cancellation.check()
                workspace.console.progress(
                    ProgressReport(
                        activity: "denoising", done: done, total: batches * request.times.count, unit: "batches"))
                done += 1
            }
        }

        workspace.console.show(
            .table(
                Table(
                    headers: [
                        "t", "Room accuracy", "Relation accuracy", "Room cross-entropy", "Relation cross-entropy",
                    ],
                    rows: scores.map { score in
                        [.float(score.t, .plain)] + score.figures.map { .float($0, .fixed(4)) }
                    })))
        try write(Self.figures(scores), into: targets, workspace)
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if let missing = state.missingFolder(arguments) { return missing }
        guard arguments.isAllKnown(except: ["dataset"]),
            let object = arguments.object("checkpoint", CheckpointObject.self)
        else { return DryRun() }
        do {
            _ = try Self.request(arguments.value, object, arguments.dataset("dataset"))
            return DryRun()
        } catch {
            return .error(error)
        }
    }

    private struct Request {
        let times: [Double]
        let batchSize: Int
        let maxBatches: Int
        let seed: Int
    }

    /// What is asked for, checked: the same rules hold before a run and in it.
    /// - Parameters:
    ///   - value: an argument by name.
    ///   - dataset: nil where nothing is known of it yet.
    /// - Throws: `CommandFailure`, a mistake, about the argument that is wrong.
    private static func request(
        _ value: @escaping (String) -> Value?, _ object: CheckpointObject, _ dataset: PlannedDataset?
    ) throws -> Request {
        let times = try (value("t")?.elements ?? []).map { try CheckedArguments.fraction($0.number, "t") }
        guard !times.isEmpty else { throw CommandFailure("t is empty", about: "t", isMistake: true) }
        // Their keys in result files have one digit: 0.31 would pass for 0.3.
        if value("schedule")?.text != nil, let t = times.first(where: { ($0 * 10).rounded() / 10 != $0 }) {
            throw CommandFailure(
                "t is \(PythonFloat.repr(t)), expected tenths, which is what result files name", about: "t",
                isMistake: true)
        }
        if let model = value("model")?.text, value("schedule")?.text == nil {
            throw CommandFailure(
                "model=\(model) needs the folder it is in: schedule=NAME", about: "model", isMistake: true)
        }
        let layout = object.checkpoint.header.denoiser.layout
        let limit = layout.maxRooms
        if let rooms = dataset?.layout.maxRooms, rooms > limit {
            throw CommandFailure(
                "the dataset's plans have up to \(rooms) rooms, the checkpoint's diagrams up to \(limit)",
                about: "dataset", hint: DatasetObject.hint(maxRooms: limit), isMistake: true)
        }
        if dataset?.split?.validation.isEmpty == true {
            throw CommandFailure(
                "the dataset is too small: its validation split is empty", about: "dataset", isMistake: true)
        }
        let arguments = CheckedArguments(value: value)
        return Request(
            times: times, batchSize: try arguments.int("batch", in: 1...SamplingLimits.batch(layout)),
            maxBatches: try arguments.int("max_batches", in: 1...1_000_000),
            seed: try arguments.int("seed", in: Int.min...Int.max))
    }

    /// The reference's keys, in its order.
    private static func figures(_ scores: [DenoisingScore]) -> JSONObject {
        var figures: JSONObject = [:]
        for score in scores {
            let t = String(format: "%.1f", score.t)
            figures["denoise/acc_node@t=\(t)"] = .float(score.roomAccuracy)
            figures["denoise/acc_edge@t=\(t)"] = .float(score.edgeAccuracy)
            figures["denoise/ce_node@t=\(t)"] = .float(score.roomCrossEntropy)
            figures["denoise/ce_edge@t=\(t)"] = .float(score.edgeCrossEntropy)
        }
        return figures
    }

    /// The result files the figures go into.
    private func targets(_ arguments: Arguments, _ results: ResultsFolder) throws -> [URL] {
        guard let schedule = try arguments.schedule(of: results) else { return [] }
        let files = try results.files(schedule, ending: ".json").filter { url in
            guard let model = arguments.text("model") else { return true }
            return try ResultFile(contentsOf: url).method.hasSameBytes(as: model)
        }
        guard !files.isEmpty else {
            throw CommandFailure(
                "\(results.url(schedule).relativePath) has no results to write into", about: "schedule",
                hint: "eval schedule=\(schedule) makes them")
        }
        return files
    }

    private func write(_ figures: JSONObject, into targets: [URL], _ workspace: Workspace) throws {
        for url in targets {
            let earlier = try ResultFile(contentsOf: url)
            var file = earlier
            for (key, value) in figures.entries { file.denoising[key] = value }
            if file.hasSameContent(as: earlier) {
                workspace.console.tell("unchanged \(url.relativePath)")
            } else {
                try file.write(to: url)
                workspace.console.tell("updated \(url.relativePath)")
            }
        }
    }
}

extension DenoisingScore {
    /// In the order of the table.
    fileprivate var figures: [Double] { [roomAccuracy, edgeAccuracy, roomCrossEntropy, edgeCrossEntropy] }
}
