/// What the sampler reads of a recipe, seeds and counts apart. Outside of this module there is no other way to one than
/// a recipe.
public struct SamplerOptions: Sendable {
    /// Denoising steps, at least 1.
    var steps: Int
    /// Diagrams that share a stretch of the random stream, at least 1; what a seed yields depends on it.
    var batchSize: Int
    /// Which masked tokens take their proposal.
    var unmasking: Unmasking
    /// How a token is proposed.
    var tokenSampler: TokenSampler
    /// Nil: what is decided stays.
    var remasking: Remasking?
    /// How many rooms each diagram has.
    var rooms: RoomCounts
    /// Tokens that are given, the same ones in every diagram.
    var fixed: FixedTokens

    /// The reference's defaults, where nothing is said.
    public init(_ recipe: SamplingRecipe) {
        self.init(
            steps: recipe.steps, batchSize: recipe.batchSize, unmasking: recipe.unmasking,
            tokenSampler: TokenSampler(recipe), remasking: recipe.remasking, rooms: recipe.rooms)
    }

    init(
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
