import RandomStreams

/// A batch of which every step is looked at when it comes, because confidences decide. Bounds on them still settle most
/// of what becomes of a token before the network is asked.
struct StepwiseRun: BatchRun {
    let rule: AncestralRule
    /// Where the next step's draws begin.
    var stream: TorchGenerator

    mutating func advance(_ batch: inout DiagramBatch, _ step: Step, _ network: StepNetwork) throws {
        let proposalDraws = rule.proposalDrawCount(batch.count, batch.layout)
        let uniformDraws = rule.uniformDrawCount(of: step, diagrams: batch.count, layout: batch.layout)
        // In the stream's order. Where nothing follows the proposals' draws, they wait until something is proposed.
        let early = uniformDraws > 0 ? TokenProposals(rule.tokenSampler, for: batch, from: &stream) : nil
        let unmasking =
            rule.unmasking.isDrawn
            ? PositionDraws(from: &stream, diagrams: batch.count, layout: batch.layout) : nil
        let remasking = StepRemasking(rule.remasking, at: step, of: batch, from: &stream)

        let plans = (0..<batch.count).map { diagram in
            let masked = batch.tokens(of: diagram, .masked)
            let choice = rule.unmasking.choice(among: masked, of: diagram, in: batch, step, unmasking)
            return DiagramPlan(diagram, choice, remasking, batch)
        }
        let wanted = plans.map(\.wanted).filter { !$0.tokens.isEmpty }
        if wanted.isEmpty, early == nil { stream.skip(proposalDraws) }
        if wanted.isEmpty, remasking == nil { return }
        let proposals = early ?? TokenProposals(rule.tokenSampler, for: batch, from: &stream)
        var logits = try network.logits(of: wanted, in: batch).makeIterator()
        for plan in plans {
            let own = plan.wanted.tokens.isEmpty ? nil : logits.next()
            let decoded = plan.decoded + unmask(plan, own, proposals, in: &batch)
            if let remasking { remask(plan, decoded.sorted(), own, remasking, in: &batch) }
        }
    }

    /// - Returns: the tokens unmasked.
    private func unmask(
        _ plan: DiagramPlan, _ logits: DiagramLogits?, _ proposals: TokenProposals, in batch: inout DiagramBatch
    ) -> [Int] {
        guard let logits else { return [] }
        let candidates = plan.choice.candidates
        let tokens = candidates.map {
            proposals.token(plan.wanted.diagram, batch.packed.positions[$0], logits[$0])
        }
        let chosen = plan.choice.chosen { zip(candidates, tokens).map { softmax(logits[$0])[$1] } }
        for place in chosen { batch.unmask(candidates[place], as: tokens[place]) }
        return chosen.map { candidates[$0] }
    }

    /// - Parameter decoded: the diagram's decoded tokens, ascending.
    private func remask(
        _ plan: DiagramPlan, _ decoded: [Int], _ logits: DiagramLogits?, _ remasking: StepRemasking,
        in batch: inout DiagramBatch
    ) {
        let diagram = plan.wanted.diagram
        let remasked: [Int]
        if let logits, !plan.isSettled {
            remasked = remasking.remasked(
                decoded, of: diagram, in: batch,
                confidences: decoded.map { softmax(logits[$0])[batch.packed.tokens[$0]] })
        } else {
            remasked = decoded.filter {
                remasking.decision($0, of: diagram, in: batch, decoded: plan.decodedCount) == .remasked
            }
        }
        for token in remasked { batch.mask(token) }
    }
}
