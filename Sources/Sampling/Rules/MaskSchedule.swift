import RandomStreams

/// Which tokens of a batch are unmasked and masked again at which step, where the draws alone decide that: under
/// `random` unmasking without remasking, or with remasking that asks for no confidences.
///
/// Knowing the whole run beforehand, tokens that nobody ever looks at are left out. A token is looked at by every pass
/// through the network of its diagram while it stands, and by the user at the end; a pass is needed only where a token
/// is unmasked that is looked at. So from the last step back to the first: a token lives if it is never masked again, or
/// if a needed pass comes before it is.
struct MaskSchedule {
    /// For every step the tokens to unmask, ascending (indices into the packed batch).
    let unmasked: [[Int]]
    /// For every step those of them, of this step or of earlier ones, that are masked again at its end.
    let remasked: [[Int]]

    /// A token's time as a room or relation: unmasked at step `from`, masked again at the end of step `until` (the number
    /// of steps where it stays).
    private struct TokenLifetime {
        let token: Int
        let from: Int
        var until: Int
        var isSeen = false
    }

    /// Nil where more than the draws decides.
    /// - Parameters:
    ///   - batch: as it is before the first step.
    ///   - stream: where the first step's draws begin.
    ///   - check: asked at every step.
    init?(
        _ batch: DiagramBatch, _ steps: StepSequence, _ rule: AncestralRule, stream: TorchGenerator,
        check: () throws -> Void
    ) throws {
        guard rule.unmasking.isDrawn, rule.remasking?.strategy.isDrawn ?? true else { return nil }
        var stream = stream
        var lifetimes = [[TokenLifetime]](repeating: [], count: batch.count)
        // Where a token's lifetime is among its diagram's; -1 while it is masked.
        var current = [Int](repeating: -1, count: batch.states.count)
        for number in 0..<steps.count {
            try check()
            let step = steps[number]
            stream.skip(rule.proposalDrawCount(batch.count, batch.layout))
            let unmasking = PositionDraws(from: &stream, diagrams: batch.count, layout: batch.layout)
            let remasking = StepRemasking(rule.remasking, at: step, of: batch, from: &stream)
            for diagram in 0..<batch.count {
                for token in batch.packed.range(diagram) where batch.states[token] != .fixed {
                    let position = batch.packed.positions[token]
                    if current[token] < 0 {
                        guard unmasking[diagram, position] < step.unmasking[position] else { continue }
                        current[token] = lifetimes[diagram].count
                        lifetimes[diagram].append(TokenLifetime(token: token, from: number, until: steps.count))
                    }
                    if let remasking,
                        remasking.decision(token, of: diagram, in: batch, decoded: 1) == .remasked
                    {
                        lifetimes[diagram][current[token]].until = number
                        current[token] = -1
                    }
                }
            }
        }
        var unmasked = [[Int]](repeating: [], count: steps.count)
        var remasked = [[Int]](repeating: [], count: steps.count)
        for diagram in 0..<batch.count {
            Self.findSeen(&lifetimes[diagram], steps: steps.count)
            for lifetime in lifetimes[diagram] where lifetime.isSeen {
                unmasked[lifetime.from].append(lifetime.token)
                if lifetime.until < steps.count { remasked[lifetime.until].append(lifetime.token) }
            }
            lifetimes[diagram] = []
        }
        self.unmasked = unmasked
        self.remasked = remasked
    }

    /// - Parameter lifetimes: of one diagram, by the step they begin at.
    private static func findSeen(_ lifetimes: inout [TokenLifetime], steps: Int) {
        // The earliest pass known to be needed, and the earliest one after the step being looked at.
        var needed = steps
        var neededLater = steps
        var step = steps
        for index in lifetimes.indices.reversed() {
            let lifetime = lifetimes[index]
            if lifetime.from < step { (step, neededLater) = (lifetime.from, needed) }
            if lifetime.until == steps || neededLater <= lifetime.until {
                lifetimes[index].isSeen = true
                needed = lifetime.from
            }
        }
    }
}
