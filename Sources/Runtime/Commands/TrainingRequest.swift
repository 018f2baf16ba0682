import BubbleDiagrams
import Files
import Foundation
import JSON
import Language
import Results
import Sampling
import TorchFiles
import Training

/// What `train` is asked for, checked: the same rules hold before a run and in it.
struct TrainingRequest {
    let model: DenoiserConfiguration
    let options: TrainingOptions
    /// Steps between validations, at which the checkpoint is written too.
    let every: Int
    /// Whether to go on with the file; nil: if it is of this very run.
    let resumes: Bool?
    /// Whether to begin anew where the file exists.
    let overwrites: Bool
    /// What fits a usual machine's memory, gradients and all.
    private static let parameterLimit = 50_000_000

    /// - Parameters:
    ///   - value: an argument by name; nil when absent.
    ///   - dataset: nil where nothing is known of it yet.
    /// - Throws: `CommandFailure`, a mistake, about the argument that is wrong.
    init(_ value: @escaping (String) -> Value?, dataset: PlannedDataset?) throws {
        let arguments = CheckedArguments(value: value)
        let width = try arguments.int("d_model", in: 1...4096)
        let heads = try arguments.int("heads", in: 1...width)
        guard width % heads == 0 else {
            throw CommandFailure(
                "heads is \(heads), expected a divisor of d_model, \(width)", about: "heads", isMistake: true)
        }
        let frequencies = try arguments.int("frequencies", in: 2...4096)
        guard frequencies % 2 == 0 else {
            throw CommandFailure(
                "frequencies is \(frequencies), expected an even number", about: "frequencies", isMistake: true)
        }
        model = DenoiserConfiguration(
            layout: dataset?.layout ?? .rplan, modelWidth: width, layerCount: try arguments.int("layers", in: 1...64),
            headCount: heads,
            conditionWidth: try arguments.int("cond_dim", in: 1...4096, or: width),
            mlpRatio: try arguments.int("mlp_ratio", in: 1...16), frequencyWidth: frequencies)
        let parameters = ParameterLayout(model).count
        guard parameters <= Self.parameterLimit else {
            throw CommandFailure(
                "the model would have \(grouped(parameters)) parameters, expected at most "
                    + grouped(Self.parameterLimit), about: "d_model", isMistake: true)
        }
        options = TrainingOptions(
            schedule: NoiseSchedule(name: value("noise")?.text ?? "") ?? .logLinear(),
            steps: try arguments.int("steps", in: 1...1_000_000_000),
            batchSize: try arguments.int("batch", in: 1...65536),
            learningRate: try arguments.float("lr", in: 1e-9...10),
            warmupSteps: try arguments.int("warmup", in: 0...1_000_000_000),
            weightDecay: try arguments.float("weight_decay", in: 0...1),
            clip: try arguments.float("clip", in: 1e-6...1e6),
            times: arguments.choice("times", or: .importance),
            edgeBalance: try arguments.float("edge_balance", in: 0...1),
            decay: arguments.choice("decay", or: .none), seed: try arguments.int("seed", in: Int.min...Int.max))
        every = try arguments.int("every", in: 1...1_000_000_000)
        if let plans = dataset?.split?.train.count, options.batchSize > plans {
            throw CommandFailure(
                TrainingError.batchTooLarge(options.batchSize, plans: plans).description, about: "batch",
                isMistake: true)
        }
        resumes = if case .bool(let flag)? = value("resume") { flag } else { nil }
        overwrites = if case .bool(true)? = value("overwrite") { true } else { false }
        if resumes == true, overwrites {
            throw CommandFailure(
                "resume=true goes on with the file, overwrite=true begins anew", about: "overwrite",
                hint: "say one of them", isMistake: true)
        }
    }

    /// Where a run begins.
    enum Start {
        case beginning
        /// A file of this very run, to go on from.
        case file(TorchValue)
        /// The file is of this very run and has all its steps.
        case finished
    }

    /// What is to be done with what is at `url`: an unfinished file of this very run is gone on with, so that a run that
    /// was stopped or killed can simply be run again; any other file is left alone unless `overwrite` is said.
    /// - Parameter dataset: path and SHA-256.
    /// - Throws: `CommandFailure`.
    func start(at url: URL, dataset: (path: String, sha256: String)) throws -> Start {
        guard FileStatus(url)?.kind == .file else {
            guard resumes == true else { return .beginning }
            throw CommandFailure(
                "there is no \(url.relativePath) to go on with", about: "resume", hint: "leave resume out")
        }
        if resumes != false, !overwrites {
            let file = try? TorchFile.read(url)
            if let step = file?["config"]?["training"]?["step"]?.intValue {
                if let mismatch = mismatch(with: file?["config"], dataset: dataset) {
                    return try beginning(over: "another run: \(mismatch)", at: url)
                }
                guard step <= options.steps else {
                    throw CommandFailure(
                        "\(url.relativePath) has \(grouped(step)) steps already, more than steps=\(options.steps)",
                        about: "steps", hint: "say steps=\(step) or more, overwrite=true to begin anew, or another path"
                    )
                }
                if step < options.steps, let file { return .file(file) }
                return .finished
            }
        }
        return try beginning(over: "another model or run", at: url)
    }

    private func beginning(over what: String, at url: URL) throws -> Start {
        let rule: OverwriteRule = overwrites ? .always : .never
        if let refusal = rule.refusal(
            .other(what), at: url, hint: "say overwrite=true to begin anew, or give another path")
        {
            throw refusal
        }
        return .beginning
    }

    /// `config` of the checkpoint, by the reference's names where it has one.
    /// - Parameters:
    ///   - dataset: path and SHA-256.
    ///   - step: steps taken.
    func config(dataset: (path: String, sha256: String), step: Int, validationLoss: Double?) -> TorchValue {
        var noise: [(key: TorchValue, value: TorchValue)] = [(.string("type"), .string(options.schedule.name))]
        for (name, value) in options.schedule.parameters {
            // The decimal that is meant, not its float32.
            noise.append((.string(name), .float(Double("\(value)") ?? Double(value))))
        }
        return .dict([
            "model": .dict([
                "d_model": .int(model.modelWidth), "n_layers": .int(model.layerCount), "n_heads": .int(model.headCount),
                "cond_dim": .int(model.conditionWidth), "mlp_ratio": .int(model.mlpRatio), "dropout": .float(0),
                "frequency_embedding_size": .int(model.frequencyWidth),
            ]),
            "data": .dict([
                "n_max": .int(model.layout.maxRooms), "path": .string(dataset.path), "sha256": .string(dataset.sha256),
                "batch_size": .int(options.batchSize),
            ]),
            "noise": .dict(noise),
            "training": .dict([
                "optimizer": .string("adamw"), "lr": .float(options.learningRate),
                "weight_decay": .float(options.weightDecay), "warmup_steps": .int(options.warmupSteps),
                "grad_clip": .float(options.clip), "importance_sampling": .bool(options.times == .importance),
                "times": .string(options.times.rawValue), "edge_balance": .float(options.edgeBalance),
                "decay": .string(options.decay.rawValue), "steps": .int(options.steps), "step": .int(step),
                "validation_loss": validationLoss.map { .float($0) } ?? .none,
            ]),
            "seed": .int(options.seed),
        ])
    }

    /// What an earlier run's config says otherwise than this one's, so that it cannot go on as this one; nil if nothing.
    /// How far it got may differ, and so may, unless the learning rate depends on it, how far it was to go.
    func mismatch(with earlier: TorchValue?, dataset: (path: String, sha256: String)) -> String? {
        let own = config(dataset: dataset, step: 0, validationLoss: nil)
        var free: Set<String> = ["data.path", "training.step", "training.validation_loss"]
        if options.decay == .none { free.insert("training.steps") }
        func difference(_ own: TorchValue, _ other: TorchValue?, _ place: String) -> String? {
            guard let entries = own.dictionaryValue?.entries else {
                return own == other || free.contains(place)
                    ? nil : "\(place) was \(other?.plainText ?? "not recorded"), now \(own.plainText)"
            }
            for (key, value) in entries {
                guard let key = key.stringValue else { continue }
                if let found = difference(value, other?[key], place.isEmpty ? key : "\(place).\(key)") { return found }
            }
            return nil
        }
        return difference(own, earlier, "")
    }
}

extension TorchValue {
    fileprivate var plainText: String {
        switch self {
        case .int(let number): "\(number)"
        case .float(let number): PythonFloat.repr(number)
        case .string(let text): text
        case .bool(let flag): "\(flag)"
        default: typeName
        }
    }
}
