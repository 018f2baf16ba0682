import BubbleDiagrams
import JSON
import Language
import Results
import Sampling

/// What `sample` is asked for, checked: the same rules hold before a run and in it.
struct SamplingRequest {
    // A run is held in memory: these bound what it takes, beyond what anyone asks for.
    /// Diagrams, of all seeds together.
    static let diagramLimit = 10_000_000
    static let seedLimit = 10_000
    static let stepLimit = 10_000
    static let batchLimit = 10_000

    let count: Int
    let seeds: [Int]
    let steps: Int
    let batchSize: Int
    let unmasking: Unmasking
    let topP: Double?
    let temperature: Double
    let remasking: Remasking?
    let rooms: RoomCounts
    let noise: Noise
    /// The folder of `eval_results` the samples belong to.
    let schedule: String
    /// What the user should know of.
    let warnings: [DryRun.Finding]

    /// - Parameters:
    ///   - value: an argument by name; nil when absent.
    ///   - isGiven: whether the user wrote it.
    ///   - distribution: room counts of the dataset, if there is one.
    /// - Throws: `CommandFailure`, a mistake, about the argument that is wrong.
    init(
        checkpoint: CheckpointObject, distribution: [Float]?, value: (String) -> Value?, isGiven: (String) -> Bool
    ) throws {
        var warnings: [DryRun.Finding] = []
        count = try Self.whole("n", value, upTo: Self.diagramLimit)
        steps = try Self.whole("steps", value, upTo: Self.stepLimit)
        batchSize = try Self.whole("batch", value, upTo: Self.batchLimit)
        seeds = try Self.seeds(value("seeds"))
        guard count * seeds.count <= Self.diagramLimit else {
            throw CommandFailure(
                "n for every seed makes \(count * seeds.count) diagrams, expected at most \(Self.diagramLimit)",
                about: "n", isMistake: true)
        }
        guard let unmasking = Unmasking(rawValue: value("unmask")?.text ?? "") else {
            throw CommandFailure("unmask is random or llada", about: "unmask", isMistake: true)
        }
        self.unmasking = unmasking
        topP = value("top_p")?.number
        if let topP, !(topP > 0) {
            throw CommandFailure(
                "top_p is \(PythonFloat.repr(topP)), expected more than 0 (1 or none: not set)", about: "top_p",
                isMistake: true)
        }
        temperature = value("temperature")?.number ?? 0
        guard temperature >= 0, temperature.isFinite else {
            throw CommandFailure(
                "temperature is \(PythonFloat.repr(temperature)), expected 0 or more", about: "temperature",
                isMistake: true)
        }
        remasking = try Self.remasking(value, isGiven, &warnings)
        if let topP, topP < 1, temperature != 0 {
            warnings.append(
                .warning("temperature is ignored: top_p=\(PythonFloat.repr(topP)) decides", about: "temperature"))
        }
        rooms = try Self.rooms(value("rooms"), distribution, checkpoint.checkpoint.header.denoiser.layout)
        (noise, schedule) = try Self.noise(checkpoint, value, &warnings)
        self.warnings = warnings
    }

    private static func whole(_ name: String, _ value: (String) -> Value?, upTo limit: Int) throws -> Int {
        guard case .int(let number)? = value(name) else {
            throw CommandFailure("\(name) is a whole number", about: name, isMistake: true)
        }
        guard (1...limit).contains(number) else {
            throw CommandFailure("\(name) is \(number), expected 1 to \(limit)", about: name, isMistake: true)
        }
        return number
    }

    private static func seeds(_ value: Value?) throws -> [Int] {
        var seeds: [Int] = []
        switch value {
        case .int(let seed)?: seeds = [seed]
        case .range(let range)?: seeds = Array(range.prefix(seedLimit + 1))
        case .list(let values)?:
            seeds = values.compactMap { if case .int(let seed) = $0 { seed } else { nil } }
        default: break
        }
        guard !seeds.isEmpty else { throw CommandFailure("seeds is empty", about: "seeds", isMistake: true) }
        guard seeds.count <= seedLimit else {
            throw CommandFailure("seeds has more than \(seedLimit) entries", about: "seeds", isMistake: true)
        }
        var seen: Set<Int> = []
        for seed in seeds where !seen.insert(seed).inserted {
            throw CommandFailure("seed \(seed) is given twice", about: "seeds", isMistake: true)
        }
        return seeds
    }

    private static func remasking(
        _ value: (String) -> Value?, _ isGiven: (String) -> Bool, _ warnings: inout [DryRun.Finding]
    ) throws -> Remasking? {
        let tSwitch = value("t_switch")?.number ?? 1
        guard (0...1).contains(tSwitch) else {
            throw CommandFailure(
                "t_switch is \(PythonFloat.repr(tSwitch)), expected 0 to 1", about: "t_switch", isMistake: true)
        }
        let eta = value("eta")?.number
        if let eta, !(0...1).contains(eta) {
            throw CommandFailure("eta is \(PythonFloat.repr(eta)), expected 0 to 1", about: "eta", isMistake: true)
        }
        switch value("remask")?.text {
        case "cap"?, "rescale"?:
            let name = value("remask")?.text ?? ""
            guard let eta else {
                throw CommandFailure(
                    "remask=\(name) needs eta", about: "remask", hint: "give eta=0.4, say", isMistake: true)
            }
            return Remasking(strategy: name == "cap" ? .cap(eta: eta) : .rescale(eta: eta), tSwitch: tSwitch)
        case "confidence"?:
            if isGiven("eta"), eta != nil {
                warnings.append(.warning("eta is ignored: remask=confidence has no use for it", about: "eta"))
            }
            return Remasking(strategy: .confidence, tSwitch: tSwitch)
        default:
            for name in ["eta", "t_switch"] where isGiven(name) && value(name)?.number != nil {
                warnings.append(
                    .warning(
                        "\(name) is ignored: there is no remasking (remask=cap, rescale or confidence)", about: name))
            }
            return nil
        }
    }

    private static func rooms(_ value: Value?, _ distribution: [Float]?, _ layout: TokenLayout) throws -> RoomCounts {
        switch value {
        case .int(let rooms)?:
            guard (1...layout.maxRooms).contains(rooms) else {
                throw CommandFailure(
                    "rooms is \(rooms), expected 1 to \(layout.maxRooms), which is what the checkpoint is made for",
                    about: "rooms", isMistake: true)
            }
            return .fixed(rooms)
        case .some(let value) where value.text == "uniform":
            return .uniform
        default:
            guard let distribution else {
                throw CommandFailure(
                    "sample needs room counts", hint: "load a dataset first, or give rooms=6 or rooms=uniform",
                    isMistake: true)
            }
            guard distribution.count == layout.maxRooms else {
                throw CommandFailure(
                    "the dataset's plans have up to \(distribution.count) rooms, the checkpoint's diagrams up to "
                        + "\(layout.maxRooms)", about: "dataset", isMistake: true)
            }
            return .distribution(distribution)
        }
    }

    private static func noise(
        _ object: CheckpointObject, _ value: (String) -> Value?, _ warnings: inout [DryRun.Finding]
    ) throws -> (Noise, String) {
        let header = object.checkpoint.header
        let asked = value("noise")?.text
        if let rates = object.checkpoint.rates {
            if let asked, asked != header.noiseType {
                warnings.append(
                    .warning(
                        "the checkpoint's rates are learned and stay so; noise=\(asked) files its samples under \(asked)",
                        about: "noise"))
            }
            return (.learned(rates), asked ?? "learned")
        }
        guard let own = header.schedule else {
            throw CommandFailure("the checkpoint has no noise schedule", about: "checkpoint", isMistake: true)
        }
        guard let asked, asked != own.name else { return (.schedule(own), own.name) }
        guard let other = NoiseSchedule(name: asked) else {
            throw CommandFailure(
                "noise=learned needs a v2 checkpoint; this one was trained with \(own.name)", about: "noise",
                isMistake: true)
        }
        guard case .bool(true)? = value("allow_noise_mismatch") else {
            throw CommandFailure(
                "the checkpoint was trained with noise \(own.name): sampled with \(asked), its samples would be wrong",
                about: "noise", hint: "leave noise out, or say allow_noise_mismatch=true", isMistake: true)
        }
        warnings.append(
            .warning("sampling a checkpoint trained with \(own.name) under the \(asked) schedule", about: "noise"))
        return (.schedule(other), other.name)
    }

    var options: SamplerOptions {
        SamplerOptions(
            steps: steps, batchSize: batchSize, unmasking: unmasking,
            tokenSampler: TokenSampler(topP: topP, temperature: temperature), remasking: remasking, rooms: rooms)
    }

    func method(isV2: Bool) -> String {
        let part: MethodName.Remasking =
            switch remasking?.strategy {
            case nil: .none
            case .cap(let eta)?: .cap(eta: eta)
            case .rescale(let eta)?: .rescale(eta: eta)
            case .confidence?: .confidence(tSwitch: remasking?.tSwitch ?? 1)
            }
        return MethodName(
            isV2: isV2, unmasking: unmasking.rawValue, topP: topP, temperature: temperature, remasking: part
        ).description
    }

    /// `config` as the reference records it: cap and rescale with their eta, confidence with 0.0.
    /// - Parameter seeds: nil for all.
    func config(_ checkpoint: CheckpointObject, seeds: [Int]? = nil) -> SampleConfig {
        let recorded: (strategy: String, eta: Double, tSwitch: Double)? = remasking.map { remasking in
            switch remasking.strategy {
            case .cap(let eta): ("cap", eta, remasking.tSwitch)
            case .rescale(let eta): ("rescale", eta, remasking.tSwitch)
            case .confidence: ("confidence", 0, remasking.tSwitch)
            }
        }
        return SampleConfig(
            seeds: seeds ?? self.seeds, numSamples: count, samplingSteps: steps, temperature: temperature, topP: topP,
            unmaskingMode: unmasking.rawValue, remasking: recorded,
            checkpoint: checkpoint.checkpoint.url.lastPathComponent, isV2: checkpoint.checkpoint.header.isV2)
    }
}
