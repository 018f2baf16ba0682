import BubbleDiagrams
import Checkpoints
import Datasets
import JSON
import Language
import Results
import Sampling

/// What `sample` is asked for: its parameters, and what is made of them, by the check and by the run alike.
struct SamplingRequest {
    static let parameters = [
        Parameter(
            "checkpoint", .object(ObjectTypes.checkpoint), .positional, absent: .session, takesPipe: true,
            "the model"),
        Parameter("n", .int, absent: .literal("1000"), "diagrams per seed"),
        Parameter(
            "seeds", .either([.list(.int), .range, .int]), absent: .literal("[42, 123, 456, 789, 1337]"),
            "one set of diagrams for each"),
        Parameter("steps", .int, absent: .literal("100"), "denoising steps"),
        Parameter("batch", .int, absent: .literal("64"), "diagrams that share a stretch of the random stream"),
        Parameter(
            "unmask", .symbol(["random", "llada"]), absent: .literal("random"),
            "which positions are unmasked: at random, or the most confident"),
        Parameter(
            "top_p", .optional(.float), absent: .literal("none"),
            "nucleus sampling: the probability mass tokens are drawn from; none or 1: not used"),
        Parameter(
            "temperature", .float, absent: .literal("0"),
            "Gumbel sampling at that temperature; 0: the likeliest token"),
        Parameter(
            "remask", .symbol(["none", "cap", "rescale", "confidence"]), absent: .literal("none"),
            "how decoded tokens are masked again (ReMDM)"),
        Parameter(
            "eta", .optional(.float), absent: .literal("none"),
            "strength of remasking, 0 to 1; cap and rescale need it"),
        Parameter(
            "t_switch", .float, absent: .literal("1.0"), "remasking only where t is below it, 0 to 1"),
        Parameter(
            "noise", .symbol(NoiseSchedule.names + ["learned"]), absent: .decided("the checkpoint's"),
            "the noise schedule; for a v2 checkpoint only the folder its samples belong to"),
        Parameter(
            "rooms", .either([.int, .symbol(["uniform"])]), absent: .decided("as in the dataset's train split"),
            "rooms per diagram"),
        Parameter(
            "dataset", .object(ObjectTypes.dataset), absent: .sessionIfAny, unless: ["rooms"],
            "where room counts come from"),
        Parameter(
            "allow_noise_mismatch", .bool, absent: .literal("false"),
            "sample a v1 checkpoint under a schedule it was not trained with"),
        Parameter("fresh", .bool, absent: .literal("false"), "compute even what is kept already"),
        .threads,
    ]

    let recipe: SamplingRecipe
    let noise: Noise
    let seeds: [Int]
    /// What the user should know of.
    let warnings: [DryRun.Finding]

    /// - Parameters:
    ///   - distribution: room counts of the dataset, if there is one.
    /// - Throws: `CommandFailure`, a mistake, about the argument that is wrong.
    init(_ arguments: some ArgumentValues, checkpoint object: CheckpointObject, distribution: [Float]?) throws {
        var warnings: [DryRun.Finding] = []
        let checkpoint = object.checkpoint
        let layout = checkpoint.header.denoiser.layout
        let topP = arguments.value("top_p")?.number
        let temperature = try arguments.number("temperature")
        do {
            recipe = try SamplingRecipe(
                checkpoint: checkpoint.sha256, isV2: checkpoint.header.isV2,
                noise: Self.noise(arguments, object, &warnings), count: arguments.whole("n"),
                batchSize: arguments.whole("batch"), steps: arguments.whole("steps"),
                unmasking: arguments.symbol("unmask", Unmasking.init), topP: topP, temperature: temperature,
                remasking: Self.remasking(arguments, &warnings),
                rooms: Self.rooms(arguments.value("rooms"), distribution, layout), layout: layout)
        } catch let error as SamplingRecipeError {
            throw CommandFailure(error.description, about: error.name, isMistake: true)
        }
        guard let noise = checkpoint.noise(of: recipe) else {
            throw CommandFailure("the checkpoint has no noise schedule", about: "checkpoint", isMistake: true)
        }
        self.noise = noise
        seeds = try Self.seeds(arguments.value("seeds"), &warnings)
        let diagrams = recipe.count * seeds.count
        let most = SamplingLimits.diagrams(layout)
        guard diagrams <= most else {
            throw CommandFailure(
                "n for every seed makes \(diagrams) diagrams, expected at most \(most)", about: "n", isMistake: true)
        }
        if recipe.topP != nil, temperature != 0 {
            warnings.append(
                .warning("temperature is ignored: top_p=\(PythonFloat.repr(topP ?? 1)) decides", about: "temperature"))
        }
        self.warnings = warnings
    }

    private static func seeds(_ value: Value?, _ warnings: inout [DryRun.Finding]) throws -> [Int] {
        var seeds: [Int] = []
        switch value {
        case .int(let seed)?: seeds = [seed]
        case .range(let range)?: seeds = Array(range.prefix(SamplingLimits.seeds + 1))
        case .list(let values)?:
            seeds = values.compactMap { if case .int(let seed) = $0 { seed } else { nil } }
        default: break
        }
        guard !seeds.isEmpty else { throw CommandFailure("seeds is empty", about: "seeds", isMistake: true) }
        guard seeds.count <= SamplingLimits.seeds else {
            throw CommandFailure(
                "seeds has more than \(SamplingLimits.seeds) entries", about: "seeds", isMistake: true)
        }
        var seen: Set<Int> = []
        for seed in seeds where !seen.insert(seed).inserted {
            throw CommandFailure("seed \(seed) is given twice", about: "seeds", isMistake: true)
        }
        // MT19937 is seeded with 32 bits, as PyTorch seeds it.
        let streams = Dictionary(grouping: seeds) { UInt32(truncatingIfNeeded: $0) }.values.filter { $0.count > 1 }
        for same in streams.sorted(by: { $0[0] < $1[0] }) {
            let list = same.map { "\($0)" }.joined(separator: ", ")
            warnings.append(
                .warning("seeds \(list) give the same samples: only their lowest 32 bits count", about: "seeds"))
        }
        return seeds
    }

    private static func remasking(
        _ arguments: some ArgumentValues, _ warnings: inout [DryRun.Finding]
    ) throws -> Remasking? {
        let name = arguments.value("remask")?.text ?? "none"
        let eta = arguments.value("eta")?.number
        let tSwitch = try arguments.number("t_switch")
        try Remasking.check(eta: eta, tSwitch: tSwitch)
        guard name != "none" else {
            for name in ["eta", "t_switch"] where arguments.isGiven(name) && arguments.value(name)?.number != nil {
                warnings.append(
                    .warning(
                        "\(name) is ignored: there is no remasking (remask=cap, rescale or confidence)", about: name))
            }
            return nil
        }
        guard let remasking = Remasking(name: name, eta: eta, tSwitch: tSwitch) else {
            throw CommandFailure(
                "remask=\(name) needs eta", about: "remask", hint: "give eta=0.4, say", isMistake: true)
        }
        if remasking.eta == nil, eta != nil, arguments.isGiven("eta") {
            warnings.append(.warning("eta is ignored: remask=\(name) has no use for it", about: "eta"))
        }
        if remasking.isIdle {
            warnings.append(
                .warning(
                    "remask=\(name) does nothing with \(tSwitch == 0 ? "t_switch" : "eta")=0, and is left out",
                    about: "remask"))
        }
        return remasking
    }

    private static func rooms(_ value: Value?, _ distribution: [Float]?, _ layout: TokenLayout) throws -> RoomCounts {
        switch value {
        case .int(let rooms)?: return .fixed(rooms)
        case .some(let value) where value.text == "uniform": return .uniform
        default:
            guard let distribution else {
                throw CommandFailure(
                    "sample needs room counts", hint: "load a dataset first, or give rooms=6 or rooms=uniform",
                    isMistake: true)
            }
            guard distribution.count == layout.maxRooms else {
                throw CommandFailure(
                    "the dataset's plans have up to \(distribution.count) rooms, the checkpoint's diagrams up to "
                        + "\(layout.maxRooms)", about: "dataset", hint: DatasetObject.hint(maxRooms: layout.maxRooms),
                    isMistake: true)
            }
            return .distribution(distribution)
        }
    }

    /// The name of the schedule that samples are drawn under, or a v2 checkpoint's are filed under.
    private static func noise(
        _ arguments: some ArgumentValues, _ object: CheckpointObject, _ warnings: inout [DryRun.Finding]
    ) throws -> String {
        let own = object.checkpoint.header.noiseType
        guard let asked = arguments.value("noise")?.text, asked != own else { return own }
        if object.checkpoint.rates != nil {
            warnings.append(
                .warning(
                    "the checkpoint's rates are learned and stay so; noise=\(asked) files its samples under \(asked)",
                    about: "noise"))
            return asked
        }
        guard NoiseSchedule(name: asked) != nil else {
            throw CommandFailure(
                "noise=\(asked) needs a v2 checkpoint; this one was trained with \(own)", about: "noise",
                isMistake: true)
        }
        guard case .bool(true)? = arguments.value("allow_noise_mismatch") else {
            throw CommandFailure(
                "the checkpoint was trained with noise \(own): sampled with \(asked), its samples would be wrong",
                about: "noise", hint: "leave noise out, or say allow_noise_mismatch=true", isMistake: true)
        }
        warnings.append(
            .warning("sampling a checkpoint trained with \(own) under the \(asked) schedule", about: "noise"))
        return asked
    }
}

extension SamplingRecipe {
    /// The words of a `sample` that has this recipe: the other way round.
    /// - Parameter dataset: the variable that room counts come from, where they come from a dataset.
    func words(seeds: [Int], dataset: String?, checkpoint: Checkpoint) -> String {
        var words = ["n=\(count)", "seeds=\(seeds)", "steps=\(steps)", "batch=\(batchSize)"]
        for (name, value) in fields.entries where !["checkpoint", "noise", "n", "steps", "batch"].contains(name) {
            switch (name, value) {
            case (_, .null), ("temperature", .float(0)), ("remask", .string): break
            case ("rooms", .array): if let dataset { words.append("dataset=$\(dataset)") }
            case ("remask", .object(let remasking)):
                for (name, value) in remasking.entries where value != .null {
                    words.append("\(name == "strategy" ? "remask" : name)=\(value.pythonText)")
                }
            default: words.append("\(name)=\(value.pythonText)")
            }
        }
        if noise != checkpoint.header.noiseType {
            words.append("noise=\(noise)")
            if !isV2 { words.append("allow_noise_mismatch=true") }
        }
        return words.joined(separator: " ")
    }

    /// One line of commands that samples the same again.
    func commandLine(seeds: [Int], checkpoint: Checkpoint, dataset: Dataset?) -> String {
        var line = "load checkpoint \(Value.string(checkpoint.url.relativePath).literal) as model; "
        var plans: String?
        if let dataset, case .distribution = rooms {
            line += "\(dataset.loadingCommand) as plans; "
            plans = "plans"
        }
        return line + "sample $model " + words(seeds: seeds, dataset: plans, checkpoint: checkpoint)
    }
}
