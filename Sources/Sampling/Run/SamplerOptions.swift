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
    public var tokenSampler: TokenSampler
    public var remasking: Remasking?
    public var rooms: RoomCounts

    public init(
        steps: Int = 100, batchSize: Int = 64, unmasking: Unmasking = .random, tokenSampler: TokenSampler = .argmax,
        remasking: Remasking? = nil, rooms: RoomCounts
    ) {
        self.steps = steps
        self.batchSize = batchSize
        self.unmasking = unmasking
        self.tokenSampler = tokenSampler
        self.remasking = remasking
        self.rooms = rooms
    }
}
