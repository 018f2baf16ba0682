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
    let recorded: JSONObject
    /// The file that records it, for messages.
    let source: String

    /// - Throws: `CommandFailure` where `file` does not record how its samples were made, or their checkpoint is no
    ///   longer the one recorded.
    func rows(_ workspace: Workspace) throws -> [TokenRows] {
        guard let path = recorded["checkpoint"]?.object?["path"]?.string else {
            throw CommandFailure(
                "\(source) does not record how its samples were made", about: "path",
                hint: "only what bds drew can be drawn again")
        }
        let object = CheckpointObject(
            checkpoint: try workspace.checkpoints.checkpoint(at: URL(fileURLWithPath: path)))
        guard object.checkpoint.sha256 == recorded["checkpoint"]?.object?["sha256"]?.string else {
            throw CommandFailure(
                "\(path) is no longer the checkpoint that \(source) records: its SHA-256 is "
                    + object.checkpoint.sha256, about: "path")
        }
        let values = values
        let request = try SamplingRequest(
            checkpoint: object, distribution: recorded["rooms"]?.array?.compactMap { $0.number.map { Float($0) } },
            value: { values[$0] }, isGiven: { values[$0] != nil })
        let cost = SamplingCost(
            configuration: object.checkpoint.header.denoiser, noise: request.noise, options: request.options)
        let monitor = SessionMonitor(
            workspace, activity: "replaying \(method)", counts: request.count,
            total: request.count * request.seeds.count, cost: cost)
        defer { workspace.console.progress(nil) }
        return try Sampler(
            denoiser: object.denoiser(), noise: request.noise, options: request.options
        ).sample(seeds: request.seeds, count: request.count, threads: workspace.threads, monitor: monitor)
    }

    /// The arguments of `sample` that made them.
    private var values: [String: Value] {
        let config = config.json
        var values: [String: Value] = [
            "n": .int(count), "seeds": .list(seeds.map { .int($0) }),
            "steps": .int(config["sampling_steps"]?.int ?? 0), "batch": .int(recorded["batch"]?.int ?? 0),
            "unmask": .symbol(config["unmasking_mode"]?.string ?? ""),
            "temperature": .float(config["temperature"]?.number ?? 0), "t_switch": .float(1), "remask": .symbol("none"),
            "allow_noise_mismatch": .bool(true),
        ]
        values["noise"] = recorded["schedule"]?.string.map { .symbol($0) }
        values["top_p"] = config["top_p"]?.number.map { .float($0) }
        if let remasking = recorded["remask"]?.object {
            values["remask"] = remasking["strategy"]?.string.map { .symbol($0) }
            values["eta"] = remasking["eta"]?.number.map { .float($0) }
            values["t_switch"] = remasking["t_switch"]?.number.map { .float($0) }
        }
        switch recorded["rooms"] {
        case .int(let rooms)?: values["rooms"] = .int(rooms)
        case .string(let word)?: values["rooms"] = .symbol(word)
        default: break
        }
        return values
    }
}
