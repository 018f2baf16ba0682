import BubbleDiagrams
import RandomStreams

/// Ancestral sampling of masked diffusion, with ReMDM's remasking: a token is proposed for every masked position, some
/// take their proposal, and some decoded ones are masked again. A step draws, in this order: the proposals' numbers,
/// those of unmasking, those of remasking.
struct AncestralRule: SamplingRule {
    let unmasking: any UnmaskingRule
    let tokenSampler: TokenSampler
    let remasking: Remasking?

    func drawCount(of step: Step, diagrams: Int, layout: TokenLayout) -> Int {
        proposalDrawCount(diagrams, layout) + uniformDrawCount(of: step, diagrams: diagrams, layout: layout)
    }

    func proposalDrawCount(_ diagrams: Int, _ layout: TokenLayout) -> Int {
        tokenSampler == .argmax ? 0 : ProposalDraws.count(diagrams: diagrams, layout: layout)
    }

    /// Those of unmasking and of remasking.
    func uniformDrawCount(of step: Step, diagrams: Int, layout: TokenLayout) -> Int {
        let kinds = (unmasking.isDrawn ? 1 : 0) + (remasking?.isDue(at: step) ?? false ? 1 : 0)
        return kinds * PositionDraws.count(diagrams: diagrams, layout: layout)
    }

    func run(
        of batch: DiagramBatch, steps: StepSequence, stream: TorchGenerator, check: () throws -> Void
    ) throws -> any BatchRun {
        if let schedule = try MaskSchedule(batch, steps, self, stream: stream, check: check) {
            return ScheduledRun(rule: self, schedule: schedule, stream: stream)
        }
        return StepwiseRun(rule: self, stream: stream)
    }
}

/// Tokens proposed at one step.
struct TokenProposals {
    private let tokenSampler: TokenSampler
    private let draws: ProposalDraws?

    /// Takes from the stream what the sampler of tokens draws for `batch`.
    init(_ tokenSampler: TokenSampler, for batch: DiagramBatch, from stream: inout TorchGenerator) {
        self.tokenSampler = tokenSampler
        draws =
            tokenSampler == .argmax
            ? nil : ProposalDraws(from: &stream, diagrams: batch.count, layout: batch.layout)
    }

    func token(_ diagram: Int, _ position: Int, _ logits: ArraySlice<Float>) -> Int {
        tokenSampler.token(logits) { draws?.words(diagram, position, $0) ?? (0, 0) }
    }
}
