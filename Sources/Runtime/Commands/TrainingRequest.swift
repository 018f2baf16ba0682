import BubbleDiagrams
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
    /// What fits a usual machine's memory, gradients and all.
    private static let parameterLimit = 50_000_000

    /// - Parameters:
    ///   - value: an argument by name; nil when absent.
    ///   - layout: the dataset's.
    /// - Throws: `CommandFailure`, a mistake, about the argument that is wrong.
    init(_ value: @escaping (String) -> Value?, layout: TokenLayout) throws {
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
            layout: layout, modelWidth: width, layerCount: try arguments.int("layers", in: 1...64), headCount: heads,
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
