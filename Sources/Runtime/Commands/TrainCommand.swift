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
            PyTorch's as much as ours; it is written at every validation and at the end, and on Ctrl-C. resume=true goes \
            on where such a file stopped, to the same bytes as if it had not; neither that nor the number of threads \
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
            Parameter("resume", .bool, absent: .literal("false"), "go on where the file stopped"),
            Parameter(
                "keep_optimizer", .bool, absent: .literal("true"),
                "keep AdamW's state in the finished file, three times its size, so that it can be trained on"),
            Parameter("overwrite", .bool, absent: .literal("false"), "begin anew where the file exists"),
            .threads,
        ],
        result: .object(ObjectTypes.checkpoint),
        examples: [
            "train to mine.pt data=$plans noise=loglinear d_model=64 layers=2 heads=2 steps=3000 lr=1e-3 seed=42",
            "train to mine.pt resume=true",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = try arguments.path("to")
        let dataset = try arguments.object("data", DatasetObject.self).dataset
        let request = try TrainingRequest(arguments.value, layout: dataset.layout)
        let run = TrainingRun(
            request: request, url: url, dataset: dataset, keepsOptimizer: arguments.bool("keep_optimizer"),
            workspace: workspace)
        var earlier: Trainer.State?
        if FileManager.default.fileExists(atPath: url.path) {
            if arguments.bool("resume") {
                let file = try TorchFile.read(url)
                if let mismatch = request.mismatch(with: file["config"], dataset: run.source) {
                    throw CommandFailure(
                        "\(url.relativePath) is of another run: \(mismatch)", about: "to",
                        hint: "give the same arguments, or another path")
                }
                if file["config"]?["training"]?["step"]?.intValue == request.options.steps {
                    workspace.console.tell("unchanged \(url.relativePath): it is trained to the end")
                    return .object(CheckpointObject(checkpoint: try workspace.checkpoints.checkpoint(at: url)))
                }
                earlier = try TrainingCheckpoint.state(file, run.layout, in: url)
            } else if let refusal = Self.refusal(arguments.value, at: url) {
                throw refusal
            }
        }
        try run.train(from: earlier)
        return .object(CheckpointObject(checkpoint: try workspace.checkpoints.checkpoint(at: url)))
    }

    /// What training would make is not known before: whatever stands there is something else.
    private static func refusal(_ value: (String) -> Value?, at url: URL) -> CommandFailure? {
        if case .bool(true)? = value("resume") { return nil }
        guard FileStatus(url)?.kind == .file else { return nil }
        return OverwriteRule(value("overwrite")).refusal(
            .other("another model or run"), at: url,
            hint: "say resume=true to go on with it, overwrite=true to begin anew, or give another path")
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        if let url = arguments.path("to") {
            if !arguments.call.isUncertain, arguments.value("resume") != nil, arguments.value("overwrite") != nil,
                let refusal = Self.refusal(arguments.value, at: url)
            {
                return .error(refusal)
            }
            if let problem = state.willWrite(url, about: "to") { return problem }
        }
        guard arguments.isAllKnown(except: ["data"]) else { return DryRun() }
        do {
            let dataset = arguments.object("data", DatasetObject.self)?.dataset
            _ = try TrainingRequest(arguments.value, layout: dataset?.layout ?? .rplan)
            return DryRun()
        } catch {
            return .error(error)
        }
    }
}
