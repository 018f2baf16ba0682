/// What is known of one diagram's step before the network is asked.
struct DiagramPlan {
    /// Before the step.
    let decoded: [Int]
    /// What is unmasked; tokens that would be masked again before anyone looks at them are left out.
    let choice: UnmaskingChoice
    let wanted: WantedTokens
    /// Whether the draws alone decide what is remasked.
    let isSettled: Bool
    /// Decoded tokens when remasking begins, those left out included.
    let decodedCount: Int

    init(_ diagram: Int, _ choice: UnmaskingChoice, _ remasking: StepRemasking?, _ batch: DiagramBatch) {
        let decoded = batch.tokens(of: diagram, .decoded)
        let count = decoded.count + choice.count
        func decision(_ token: Int) -> RemaskingDecision {
            remasking?.decision(token, of: diagram, in: batch, decoded: count) ?? .kept
        }
        let decisions = choice.candidates.map(decision)
        self.decoded = decoded
        decodedCount = count
        isSettled = !decisions.contains(.undecided) && !decoded.contains { decision($0) == .undecided }
        let tokens: [Int]
        if !isSettled {
            self.choice = choice
            tokens = (decoded + choice.candidates).sorted()
        } else if choice.isSettled || !decisions.contains(.kept) {
            tokens = zip(choice.candidates, decisions).filter { $1 == .kept }.map(\.0)
            self.choice = UnmaskingChoice(candidates: tokens, count: tokens.count)
        } else {
            self.choice = choice
            tokens = choice.candidates
        }
        wanted = WantedTokens(diagram: diagram, tokens: tokens)
    }
}
