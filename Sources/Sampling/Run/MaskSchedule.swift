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
    /// - Parameter diagrams: the batch, all masked.
    init?(_ diagrams: PackedTokens, _ table: StepTable, _ draws: BatchDraws, unmasking: Unmasking) {
        guard unmasking == .random else { return nil }
        var probabilities: [[Float]?] = []
        for step in table.steps {
            let known = step.remasking?.probabilities
            if step.remasking != nil, known == nil { return nil }
            probabilities.append(known)
        }
        let steps = table.steps.count
        var unmasked = [[Int]](repeating: [], count: steps)
        var remasked = [[Int]](repeating: [], count: steps)
        for diagram in diagrams.rooms.indices {
            let range = diagrams.range(diagram)
            var lifetimes: [TokenLifetime] = []
            var current = [Int?](repeating: nil, count: range.count)
            for (number, step) in table.steps.enumerated() {
                let drawn = draws.steps[number]
                for token in range {
                    let position = diagrams.positions[token]
                    let place = token - range.lowerBound
                    if current[place] == nil, drawn.unmasking(diagram, position) < step.unmasking[position] {
                        current[place] = lifetimes.count
                        lifetimes.append(TokenLifetime(token: token, from: number, until: steps))
                    }
                    if let life = current[place], let probabilities = probabilities[number],
                        drawn.remasking(diagram, position) < probabilities[position]
                    {
                        lifetimes[life].until = number
                        current[place] = nil
                    }
                }
            }
            Self.findSeen(&lifetimes, steps: steps)
            for life in lifetimes where life.isSeen {
                unmasked[life.from].append(life.token)
                if life.until < steps { remasked[life.until].append(life.token) }
            }
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
            let life = lifetimes[index]
            if life.from < step { (step, neededLater) = (life.from, needed) }
            if life.until == steps || neededLater <= life.until {
                lifetimes[index].isSeen = true
                needed = life.from
            }
        }
    }
}
