import Foundation
import Language
import Results
import Sampling

/// `replay FILE`
struct ReplayCommand: Command {
    let signature = CommandSignature(
        ["replay"], "samples again what a samples file records, and says whether it comes out the same",
        details: """
            Checkpoint, options, seeds and room counts are taken from the file; nothing kept from before is used and \
            nothing is written. It fails where the checkpoint is no longer the one recorded, or a row differs.
            """,
        parameters: [
            Parameter("path", .path(extensions: ["pt"]), .positional, absent: .required, "a samples file of bds"),
            .threads, .format,
        ],
        examples: ["replay eval_results/loglinear/llada_topp0.9_no_remask_samples.pt"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let url = try arguments.path("path")
        let file = try SampleFile(contentsOf: url)
        guard let recorded = file.provenance, let path = recorded["checkpoint"]?.object?["path"]?.string else {
            throw CommandFailure(
                "\(url.relativePath) does not record how it was made", about: "path",
                hint: "only what bds wrote can be replayed")
        }
        let object = CheckpointObject(
            checkpoint: try workspace.checkpoints.checkpoint(at: URL(fileURLWithPath: path)))
        guard object.checkpoint.sha256 == recorded["checkpoint"]?.object?["sha256"]?.string else {
            throw CommandFailure(
                "\(path) is no longer the checkpoint that \(url.relativePath) records: its SHA-256 is "
                    + object.checkpoint.sha256, about: "path")
        }
        let values = Self.values(file, recorded)
        let request = try SamplingRequest(
            checkpoint: object, distribution: recorded["rooms"]?.array?.compactMap { $0.number.map { Float($0) } },
            value: { values[$0] }, isGiven: { values[$0] != nil })
        let cost = SamplingCost(
            configuration: object.checkpoint.header.denoiser, noise: request.noise, options: request.options)
        let monitor = SessionMonitor(
            workspace, activity: "replaying \(file.method)", counts: request.count,
            total: request.count * request.seeds.count, cost: cost)
        defer { workspace.console.progress(nil) }
        let rows = try Sampler(
            denoiser: CPUDenoiser(object.checkpoint.weights), noise: request.noise, options: request.options
        ).sample(seeds: request.seeds, count: request.count, threads: workspace.threads, monitor: monitor)

        let differing = zip(file.perSeed, rows).map { seed, rows in
            (seed: seed.seed, count: (0..<rows.count).count { rows.row($0) != seed.rows.row($0) })
        }
        workspace.console.show(
            .table(
                Table(
                    title: file.method, headers: ["Seed", "Rows", "Identical"],
                    rows: differing.map {
                        ["\($0.seed)", grouped(request.count), $0.count == 0 ? "yes" : "no, \($0.count) differ"]
                    })))
        let changed = differing.filter { $0.count > 0 }
        guard changed.isEmpty else {
            throw CommandFailure("\(counted(changed.count, "seed")) of \(differing.count) came out otherwise")
        }
        return .none
    }

    /// The arguments of `sample` that made the file.
    private static func values(_ file: SampleFile, _ recorded: JSONObject) -> [String: Value] {
        let config = file.config.json
        var values: [String: Value] = [
            "n": .int(file.numSamples), "seeds": .list(file.perSeed.map { .int($0.seed) }),
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

    func forecast(_ arguments: ForecastArguments, in world: ForecastWorld) -> Forecast {
        world.missingFile(arguments, "path") ?? Forecast()
    }
}
