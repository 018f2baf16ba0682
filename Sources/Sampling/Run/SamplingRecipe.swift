import BubbleDiagrams
import JSON

/// All that decides a seed's samples, the seed itself apart. Two ways of writing one sampling are one recipe: what has
/// no effect is not in it.
///
/// A recipe *is* its record: each value stands in `fields` under its name and nowhere else. The key that finished seeds
/// are kept under, the method's name, what files record, the line of commands that draws the samples again and the
/// sampler's own options are all made of `fields`; so what is not recorded cannot reach the sampler, and what reaches
/// the sampler cannot be missing from the key.
///
/// An option that is added later is left out of `fields` where it is not used, so that older records stay what they are.
public struct SamplingRecipe: Hashable, Sendable {
    /// Name and value of everything that counts, in one order whatever was written: `n`, `steps`, `top_p` …
    public let fields: JSONObject
    /// Whether the checkpoint has rates of its own; `checkpoint` tells that already, names and files say it again.
    public let isV2: Bool

    /// The names that every recipe has, with or without a value.
    static let commonNames = [
        "checkpoint", "noise", "n", "batch", "steps", "unmask", "top_p", "temperature", "remask", "rooms",
    ]

    /// - Parameters:
    ///   - checkpoint: SHA-256 of the checkpoint's file.
    ///   - noise: the noise schedule's name; of a v2 checkpoint, what its samples are filed under.
    ///   - count: diagrams per seed.
    ///   - topP: 1: not used, like nil.
    ///   - temperature: without effect beside a `topP`.
    ///   - remasking: without effect where `eta` or `tSwitch` is 0.
    ///   - layout: the checkpoint's, whose number of rooms bounds `rooms`.
    /// - Throws: the first value that is out of range.
    public init(
        checkpoint: String, isV2: Bool, noise: String, count: Int, batchSize: Int = 64, steps: Int = 100,
        unmasking: Unmasking = .random, topP: Double? = nil, temperature: Double = 0, remasking: Remasking? = nil,
        rooms: RoomCounts, layout: TokenLayout
    ) throws(SamplingRecipeError) {
        let limits = SamplingLimits.self
        try limits.check("n", count, 1...limits.diagrams(layout))
        try limits.check("steps", steps, 1...limits.steps)
        try limits.check("batch", batchSize, 1...limits.batch(layout))
        if let topP, !(topP > 0 && topP <= 1) {
            throw SamplingRecipeError("top_p", .float(topP), expected: "more than 0, at most 1 (1 or none: not used)")
        }
        guard temperature >= 0, temperature.isFinite else {
            throw SamplingRecipeError("temperature", .float(temperature), expected: "0 or more")
        }
        if let remasking { try Remasking.check(eta: remasking.eta, tSwitch: remasking.tSwitch) }
        switch rooms {
        case .fixed(let count): try limits.check("rooms", count, 1...layout.maxRooms)
        case .uniform: break
        case .distribution(let weights) where weights.count != layout.maxRooms:
            throw SamplingRecipeError("rooms", .int(weights.count), expected: "\(layout.maxRooms) weights")
        case .distribution: break
        }
        let nucleus = topP == 1 ? nil : topP
        fields = [
            "checkpoint": .string(checkpoint),
            "noise": .string(noise),
            "n": .int(count),
            "batch": .int(batchSize),
            "steps": .int(steps),
            "unmask": .string(unmasking.rawValue),
            "top_p": nucleus.map { .float($0) } ?? .null,
            "temperature": .float(nucleus == nil ? temperature + 0 : 0),
            "remask": remasking.flatMap { $0.isIdle ? nil : $0.record } ?? .string("none"),
            "rooms": rooms.record,
        ]
        self.isV2 = isV2
    }

    /// The recipe that a file records.
    /// - Parameter record: as `fields`, but not necessarily without what has no effect.
    /// - Throws: the first value that is missing, of another kind or out of range, or that is not known here.
    public init(record: JSONObject, isV2: Bool, layout: TokenLayout) throws(SamplingRecipeError) {
        func value<Value>(
            _ name: String, _ expected: String, _ read: (JSON) -> Value?
        ) throws(SamplingRecipeError) -> Value {
            guard let value = record[name].flatMap(read) else {
                throw SamplingRecipeError(name, record[name], expected: expected)
            }
            return value
        }
        try self.init(
            checkpoint: value("checkpoint", "a SHA-256", \.string), isV2: isV2,
            noise: value("noise", "the name of a noise schedule", \.string),
            count: value("n", "a whole number", \.int), batchSize: value("batch", "a whole number", \.int),
            steps: value("steps", "a whole number", \.int),
            unmasking: value("unmask", "random or llada") { $0.string.flatMap(Unmasking.init) },
            topP: value("top_p", "a number or null") { $0 == .null ? .some(nil) : $0.number.map { .some(min(1, $0)) } },
            temperature: value("temperature", "a number", \.number),
            remasking: value("remask", "none or a strategy") {
                $0 == .string("none") ? .some(nil) : Remasking(record: $0).map { .some($0) }
            },
            rooms: value("rooms", "room counts", RoomCounts.init), layout: layout)
        if let unknown = record.entries.first(where: { fields[$0.key] == nil }) {
            throw SamplingRecipeError(unknown.key, unknown.value, expected: nil)
        }
    }
}

// MARK: Values

extension SamplingRecipe {
    // What is read here the initializer wrote.

    /// SHA-256 of the checkpoint's file.
    public var checkpoint: String { fields["checkpoint"]?.string ?? "" }
    /// The noise schedule's name; of a v2 checkpoint, what its samples are filed under.
    public var noise: String { fields["noise"]?.string ?? "" }
    /// Diagrams per seed.
    public var count: Int { fields["n"]?.int ?? 0 }
    /// Diagrams that share a stretch of the random stream; what a seed yields depends on it.
    public var batchSize: Int { fields["batch"]?.int ?? 0 }
    /// Denoising steps.
    public var steps: Int { fields["steps"]?.int ?? 0 }
    /// Which masked tokens take their proposal.
    public var unmasking: Unmasking { fields["unmask"]?.string.flatMap(Unmasking.init) ?? .random }
    /// The probability mass of nucleus sampling, below 1; nil: not used.
    public var topP: Double? { fields["top_p"]?.number }
    /// Of Gumbel sampling; 0: the likeliest token.
    public var temperature: Double { fields["temperature"]?.number ?? 0 }
    /// nil: what is decided stays.
    public var remasking: Remasking? { fields["remask"].flatMap(Remasking.init(record:)) }
    /// How many rooms each diagram has.
    public var rooms: RoomCounts { fields["rooms"].flatMap(RoomCounts.init(record:)) ?? .uniform }

    /// What is used of the options that not every recipe has.
    public var further: JSONObject { fields.without(Set(Self.commonNames)) }
}

extension Remasking {
    /// nil for `confidence`, which has none.
    public var eta: Double? {
        switch strategy {
        case .cap(let eta), .rescale(let eta): eta
        case .confidence: nil
        }
    }

    /// - Throws: when either is out of range.
    public static func check(eta: Double?, tSwitch: Double) throws(SamplingRecipeError) {
        try SamplingLimits.check("t_switch", tSwitch, 0...1)
        if let eta { try SamplingLimits.check("eta", eta, 0...1) }
    }

    /// The strategy's name in scripts and files.
    public var name: String {
        switch strategy {
        case .cap: "cap"
        case .rescale: "rescale"
        case .confidence: "confidence"
        }
    }

    /// - Returns: nil for a name that is none of them, or one that needs an eta without it.
    public init?(name: String, eta: Double?, tSwitch: Double) {
        switch (name, eta) {
        case ("cap", let eta?): self.init(strategy: .cap(eta: eta), tSwitch: tSwitch)
        case ("rescale", let eta?): self.init(strategy: .rescale(eta: eta), tSwitch: tSwitch)
        case ("confidence", _): self.init(strategy: .confidence, tSwitch: tSwitch)
        default: return nil
        }
    }

    fileprivate var record: JSON {
        .object(["strategy": .string(name), "eta": eta.map { .float($0) } ?? .null, "t_switch": .float(tSwitch)])
    }

    fileprivate init?(record: JSON) {
        guard let record = record.object, let name = record["strategy"]?.string,
            let tSwitch = record["t_switch"]?.number
        else { return nil }
        self.init(name: name, eta: record["eta"]?.number, tSwitch: tSwitch)
    }
}

extension RoomCounts {
    fileprivate var record: JSON {
        switch self {
        case .fixed(let rooms): .int(rooms)
        case .uniform: .string("uniform")
        case .distribution(let weights): .array(weights.map { .float(Double($0)) })
        }
    }

    fileprivate init?(record: JSON) {
        switch record {
        case .int(let rooms): self = .fixed(rooms)
        case .string("uniform"): self = .uniform
        case .array(let weights):
            let numbers = weights.compactMap { $0.number.map { Float($0) } }
            guard numbers.count == weights.count, numbers.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
            self = .distribution(numbers)
        default: return nil
        }
    }
}

/// How much one run may ask for, beyond what anyone does. With these a run takes less than 2 GB: rows are held in memory
/// (9 bytes a position) until they are written (some four times as much), a batch while it is computed (some 250 bytes a
/// position); steps take nothing.
public enum SamplingLimits {
    /// Diagrams of all seeds together: a million of up to 8 rooms, fewer of longer rows.
    public static func diagrams(_ layout: TokenLayout) -> Int { 36_000_000 / layout.length }
    /// Of one `sample`.
    public static let seeds = 10_000
    /// Of one run.
    public static let steps = 10_000
    /// Diagrams of one batch: 10,000 of up to 14 rooms, fewer of longer rows.
    public static func batch(_ layout: TokenLayout) -> Int { min(10_000, 2_000_000 / layout.length) }

    static func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(SamplingRecipeError) {
        guard !range.contains(value) else { return }
        throw SamplingRecipeError(name, .int(value), expected: "\(range.lowerBound) to \(range.upperBound)")
    }

    static func check(_ name: String, _ value: Double, _ range: ClosedRange<Int>) throws(SamplingRecipeError) {
        guard !(value >= Double(range.lowerBound) && value <= Double(range.upperBound)) else { return }
        throw SamplingRecipeError(name, .float(value), expected: "\(range.lowerBound) to \(range.upperBound)")
    }
}

/// A value that no recipe has.
public struct SamplingRecipeError: Error, Hashable, CustomStringConvertible {
    /// Its name in scripts and records.
    public let name: String
    /// nil where it is missing.
    public let value: JSON?
    /// nil where the name itself is not known.
    public let expected: String?

    init(_ name: String, _ value: JSON?, expected: String?) {
        (self.name, self.value, self.expected) = (name, value, expected)
    }

    /// One line.
    public var description: String {
        guard let expected else { return "\(name) is not an option of sampling" }
        return "\(name) is \(value?.text ?? "missing"), expected \(expected)"
    }
}
