/// How to sample, seeds and counts apart.
public struct SamplerOptions: Sendable {
    /// Denoising steps, at least 1.
    public var steps: Int
    /// Diagrams that share a stretch of the random stream, at least 1; what a seed yields depends on it.
    public var batchSize: Int
    /// Which masked tokens take their proposal.
    public var unmasking: Unmasking
    /// How a token is proposed.
    public var tokenSampler: TokenSampler
    /// Nil: what is decided stays.
    public var remasking: Remasking?
    /// How many rooms each diagram has.
    public var rooms: RoomCounts
    /// Tokens that are given, the same ones in every diagram.
    public var fixed: FixedTokens

    public init(
        steps: Int = 100, batchSize: Int = 64, unmasking: Unmasking = .random, tokenSampler: TokenSampler = .argmax,
        remasking: Remasking? = nil, rooms: RoomCounts, fixed: FixedTokens = .none
    ) {
        self.steps = steps
        self.batchSize = batchSize
        self.unmasking = unmasking
        self.tokenSampler = tokenSampler
        self.remasking = remasking
        self.rooms = rooms
        self.fixed = fixed
    }

    /// The rule of a step that these options name.
    var rule: any SamplingRule {
        AncestralRule(unmasking: unmasking.rule, tokenSampler: tokenSampler, remasking: remasking)
    }
}
