import RandomStreams

/// A batch whose masks are known beforehand for the whole run.
struct ScheduledRun: BatchRun {
    let rule: AncestralRule
    let schedule: MaskSchedule
    /// Where the next step's draws begin.
    var stream: TorchGenerator

    mutating func advance(_ batch: inout DiagramBatch, _ step: Step, _ network: StepNetwork) throws {
        let wanted = batch.byDiagram(schedule.unmasked[step.number])
        if wanted.isEmpty {
            stream.skip(rule.proposalDrawCount(batch.count, batch.layout))
        } else {
            let proposals = TokenProposals(rule.tokenSampler, for: batch, from: &stream)
            for logits in try network.logits(of: wanted, in: batch) {
                for token in logits.wanted.tokens {
                    let position = batch.packed.positions[token]
                    batch.unmask(token, as: proposals.token(logits.wanted.diagram, position, logits[token]))
                }
            }
        }
        stream.skip(rule.uniformDrawCount(of: step, diagrams: batch.count, layout: batch.layout))
        for token in schedule.remasked[step.number] { batch.mask(token) }
    }
}
