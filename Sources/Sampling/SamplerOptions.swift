/// Which MASK positions take their proposal at a step.
public enum Unmasking: String, Sendable, CaseIterable {
    /// Each on its own, with the schedule's probability.
    case random
    /// The most confident ones, as many as the schedule expects (LLaDA).
    case llada
}

/// How a token is proposed.
public enum Proposal: Sendable, Hashable {
    /// The most probable one.
    case argmax
    /// From the smallest set of tokens whose probabilities reach `topP` (nucleus sampling).
    case nucleus(topP: Double)
    /// From softmax(logits / temperature), by Gumbel noise.
    case gumbel(temperature: Double)

    /// `topP` of 1 or more counts as not set; temperature 0 is argmax.
    public init(topP: Double?, temperature: Double) {
        if let topP, topP < 1 {
            self = .nucleus(topP: topP)
        } else {
            self = temperature == 0 ? .argmax : .gumbel(temperature: temperature)
        }
    }
}

/// Masking decoded tokens again while t is below `tSwitch` (ReMDM, behaviour 7).
public struct Remasking: Sendable, Hashable {
    public enum Strategy: Sendable, Hashable {
        /// With probability min(eta, largest).
        case cap(eta: Double)
        /// With probability eta · largest.
        case rescale(eta: Double)
        /// The largest probability, shared out to the least confident tokens.
        case confidence
    }

    public let strategy: Strategy
    public let tSwitch: Double

    public init(strategy: Strategy, tSwitch: Double = 1) {
        self.strategy = strategy
        self.tSwitch = tSwitch
    }

    /// An eta of 0 does nothing and draws nothing.
    var isIdle: Bool {
        switch strategy {
        case .cap(let eta), .rescale(let eta): eta == 0
        case .confidence: false
        }
    }
}

/// How many rooms each diagram has.
public enum RoomCounts: Sendable, Hashable {
    case fixed(Int)
    /// Uniform on 1…maxRooms.
    case uniform
    /// Weight k is that of k + 1 rooms (float32, a dataset's train split).
    case distribution([Float])
}

/// What decides alpha: a schedule, or a v2 checkpoint's own rates.
public enum Noise: Sendable {
    case schedule(NoiseSchedule)
    case learned(RateNetwork)
}

/// How to sample, seeds and counts apart.
public struct SamplerOptions: Sendable {
    public var steps: Int
    /// Diagrams that share a stretch of the random stream; what a seed yields depends on it.
    public var batchSize: Int
    public var unmasking: Unmasking
    public var proposal: Proposal
    public var remasking: Remasking?
    public var rooms: RoomCounts

    public init(
        steps: Int = 100, batchSize: Int = 64, unmasking: Unmasking = .random, proposal: Proposal = .argmax,
        remasking: Remasking? = nil, rooms: RoomCounts
    ) {
        self.steps = steps
        self.batchSize = batchSize
        self.unmasking = unmasking
        self.proposal = proposal
        self.remasking = remasking
        self.rooms = rooms
    }
}
