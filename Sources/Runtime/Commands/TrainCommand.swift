import BubbleDiagrams
import Checkpoints
import Files
import Foundation
import Language
import Sampling
import TorchFiles
import Training

/// `train to PATH …`
struct TrainCommand: Command {
    let signature = CommandSignature(
        ["train"], "trains a denoiser on a dataset's train split",
        details: """
            The model is for diagrams of as many rooms as the dataset's. The loss, AdamW, the warm-up and the clipping are the reference's; there is no dropout. The checkpoint is \
            PyTorch's as much as ours; it is written at every validation and at the end, and on Ctrl-C. Run again, train \
            goes on where such a file stopped, to the same bytes as if it had not; neither that nor the number of threads \
            changes the result. The defaults are the reference's but for size and steps; for short runs on small models \
            times=stratified and decay=cosine do better, and edge_balance=0 keeps the plans' frequencies of relations.
            """,
        parameters: [
            Parameter("to", .path(extensions: ["pt"]), .clause, absent: .required, "the checkpoint"),
            Parameter("data", .object(ObjectTypes.dataset), absent: .session, "whose train and validation splits"),
            Parameter(
                "noise", .symbol(NoiseSchedule.names), absent: .literal("loglinear"), "the noise schedule"
            ),
            Parameter("d_model", .int, absent: .literal("64"), "width of the model"),
            Parameter("layers", .int, absent: .literal("2"), "transformer blocks"),
            Parameter("heads", .int, absent: .literal("2"), "attention heads, a divisor of d_model"),
            Parameter("cond_dim", .int, absent: .decided("d_model"), "width of the condition made of the time"),
            Parameter("mlp_ratio", .int, absent: .literal("4"), "hidden width of the MLPs over d_model"),
            Parameter("frequencies", .int, absent: .literal("64"), "sines and cosines of the time, together"),
            Parameter("steps", .int, absent: .literal("3000"), "batches trained on"),
            Parameter("batch", .int, absent: .literal("256"), "diagrams per step"),
            Parameter("lr", .float, absent: .literal("3e-4"), "the learning rate"),
            Parameter("warmup", .int, absent: .literal("1000"), "steps in which the learning rate grows to lr"),
            Parameter(
                "decay", .symbol(["none", "cosine"]), absent: .literal("none"), "of the learning rate after the warm-up"
            ),
            Parameter("weight_decay", .float, absent: .literal("0.01"), "AdamW's"),
            Parameter("clip", .float, absent: .literal("1.0"), "the gradient's largest length"),
            Parameter(
                "times", .symbol(["importance", "stratified"]), absent: .literal("importance"),
                "how times are drawn: the reference's way, or evenly by the share of masked tokens"),
            Parameter(
                "edge_balance", .float, absent: .literal("1.0"),
                "what rare relations weigh in the loss: a power of their inverse frequency, 0 (all the same) to 1"),
            Parameter("seed", .int, absent: .literal("42"), "of initial weights, batches and masks"),
            Parameter("every", .int, absent: .literal("500"), "steps between validations, where the file is written"),
            Parameter(
                "resume", .bool, absent: .decided("if the file is of this very run"), "go on where the file stopped"),
            Parameter(
                "keep_optimizer", .bool, absent: .literal("true"),
                "keep AdamW's state in the finished file, three times its size, so that it can be trained on"),
            Parameter("overwrite", .bool, absent: .literal("false"), "begin anew where the file exists"),
            .threads,
        ],
        result: .object(ObjectTypes.checkpoint),
        examples: [
            "train to mine.pt data=$plans noise=loglinear d_model=64 layers=2 heads=2 steps=3000 lr=1e-3 seed=42",
            "train to mine.pt steps=6000",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = try arguments.path("to")
        let dataset = try arguments.object("data", DatasetObject.self).dataset
        let run = TrainingRun(
            request: try TrainingRequest(
                arguments.value, dataset: PlannedDataset(layout: dataset.layout, split: dataset.split)),
            url: url, dataset: dataset, keepsOptimizer: arguments.bool("keep_optimizer"), workspace: workspace)
        switch try run.request.start(at: url, dataset: run.source) {
        case .beginning: try run.train(from: nil)
        case .file(let file): try run.train(from: try TrainingCheckpoint.state(file, run.layout, in: url))
        case .finished: workspace.console.tell("unchanged \(url.relativePath): it is trained to the end")
        }
        return .object(CheckpointObject(checkpoint: try workspace.checkpoints.checkpoint(at: url)))
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        let url = arguments.path("to")
        // What is there now tells what will be done, unless something before writes there.
        let isOpen =
            url.map { arguments.call.isUncertain || state.isMadeByScript($0) || state.willFillAround($0) } ?? true
        if let url, let problem = state.willWrite(url, about: "to") { return problem }
        guard arguments.isAllKnown(except: ["data", "to"]) else { return DryRun() }
        do {
            let request = try TrainingRequest(arguments.value, dataset: arguments.dataset("data"))
            if let url, !isOpen {
                if let dataset = arguments.object("data", DatasetObject.self)?.dataset {
                    _ = try request.start(at: url, dataset: (dataset.source.relativePath, dataset.sha256))
                } else if FileStatus(url)?.kind != .file || request.resumes == false || request.overwrites {
                    _ = try request.start(at: url, dataset: ("", ""))
                }
            }
            return DryRun()
        } catch {
            return .error(error)
        }
    }
}
