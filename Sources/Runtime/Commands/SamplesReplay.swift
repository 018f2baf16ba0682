import BubbleDiagrams
import Foundation
import JSON
import Language
import Results
import Sampling

/// Draws samples again from what a file records of them.
struct SamplesReplay {
    /// What they are, as the samples file or a result of it says.
    let method: String
    let config: SampleConfig
    let count: Int
    let seeds: [Int]
    /// The samples' provenance.
    let recorded: JSONObject
    /// The file that records it, for messages.
    let source: String

    /// - Throws: `CommandFailure` where `source` does not record how its samples were made, or their checkpoint is no
    ///   longer the one recorded.
    func rows(_ workspace: Workspace) throws -> [TokenRows] {
        guard let path = recorded["checkpoint"]?.object?["path"]?.string else {
            throw CommandFailure(
                "\(source) does not record how its samples were made", about: "path",
                hint: "only what bds drew can be drawn again")
        }
        let checkpoint = try workspace.checkpoints.checkpoint(at: URL(fileURLWithPath: path))
        let recipe: SamplingRecipe
        do {
            recipe = try SamplingRecipe(
                of: config, provenance: recorded, count: count, layout: checkpoint.header.denoiser.layout)
        } catch {
            throw CommandFailure(
                "\(source) does not record a sampling that can be drawn again: \(error)", about: "path")
        }
        guard checkpoint.sha256 == recipe.checkpoint else {
            throw CommandFailure(
                "\(path) is no longer the checkpoint that \(source) records: its SHA-256 is \(checkpoint.sha256)",
                about: "path")
        }
        guard let noise = checkpoint.noise(of: recipe) else {
            throw CommandFailure("\(source) records noise \(recipe.noise), which is not a schedule", about: "path")
        }
        let options = SamplerOptions(recipe)
        let monitor = SessionMonitor(
            workspace, activity: "replaying \(method)", counts: count, total: count * seeds.count,
            cost: SamplingCost(configuration: checkpoint.header.denoiser, noise: noise, options: options))
        defer { workspace.console.progress(nil) }
        return try CheckpointObject(checkpoint: checkpoint).withDenoiser {
            try Sampler(denoiser: $0, noise: noise, options: options)
                .sample(seeds: seeds, count: count, threads: workspace.threads, monitor: monitor)
        }
    }
}
