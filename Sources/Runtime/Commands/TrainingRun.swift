import Checkpoints
import Datasets
import Foundation
import Language
import TorchFiles
import Training

/// One run of `train`: steps, validations, checkpoints, and what is said of them.
struct TrainingRun {
    let request: TrainingRequest
    let url: URL
    let dataset: Dataset
    let keepsOptimizer: Bool
    let workspace: Workspace

    var layout: ParameterLayout { ParameterLayout(request.model) }
    var source: (path: String, sha256: String) { (dataset.source.relativePath, dataset.sha256) }

    /// - Throws: `Interrupted` after Ctrl-C, when the checkpoint has been written; `TrainingError`, `CommandFailure`.
    func train(from earlier: Trainer.State?) throws {
        let console = workspace.console
        let trainer = try Trainer(
            request.model, request.options, train: dataset.train, validation: dataset.validation,
            edgeClassWeights: dataset.edgeClassWeights, threads: workspace.threads, state: earlier)
        if earlier != nil { console.tell("going on with \(url.relativePath) at step \(grouped(trainer.step))") }
        let steps = request.options.steps
        let started = Date()
        let first = trainer.step
        // Mean losses of equal stretches of this run, for the sparkline.
        var curve = LossCurve()
        var validation: Double?
        defer { console.progress(nil) }
        while trainer.step < steps {
            if workspace.cancellation.isCancelled {
                try save(trainer, validation)
                console.progress(nil)
                console.tell(
                    "stopped at step \(grouped(trainer.step)), saved \(url.relativePath): run again, it goes on")
                throw Interrupted()
            }
            curve.add(try trainer.advance())
            console.progress(
                ProgressReport(
                    activity: "training \(url.lastPathComponent) \(curve.sparkline)", done: trainer.step - first,
                    total: steps - first, unit: "steps"))
            if trainer.step % request.every == 0 || trainer.step == steps {
                validation = trainer.validationLoss()
                try save(trainer, validation)
                let speed = Double(trainer.step - first) / max(1e-9, Date().timeIntervalSince(started))
                console.tell(
                    "step \(grouped(trainer.step)) of \(grouped(steps))  epoch \(trainer.epoch)  loss \(rounded(curve.last))"
                        + (validation.map { "  validation \(rounded($0))" } ?? "")
                        + "  \((speed * 10).rounded() / 10) steps/s  \(curve.sparkline)")
            }
        }
        console.tell(
            "trained \(url.relativePath): \(grouped(steps - first)) steps in "
                + duration(Date().timeIntervalSince(started)))
    }

    private func rounded(_ loss: Double) -> String { String(format: "%.4f", loss) }

    /// The state so far, whole or not at all; the finished one without the optimizer's, where that is wished.
    private func save(_ trainer: Trainer, _ validationLoss: Double?) throws {
        try TorchFile.write(
            try TrainingCheckpoint.value(
                trainer.state, trainer.layout, options: request.options, epoch: trainer.epoch,
                config: request.config(dataset: source, step: trainer.step, validationLoss: validationLoss),
                keepsOptimizer: keepsOptimizer || trainer.step < request.options.steps),
            to: url)
    }
}
