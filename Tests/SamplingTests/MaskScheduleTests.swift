import BubbleDiagrams
import RandomStreams
import Testing

@testable import Sampling

/// What is foreseen, against what every pass at every step would do.
@Suite struct MaskScheduleTests {
    private let layout = TokenLayout.rplan

    /// What the schedule is held against: the draws of every step, and what they decide.
    private struct Drawn {
        let batch: DiagramBatch
        let steps: StepSequence
        let rule: AncestralRule
        let stream: TorchGenerator

        /// What a pass at every step would unmask and mask again.
        func eachStep(_ body: (_ number: Int, _ unmasked: (Int) -> Bool, _ remasked: (Int) -> Bool) -> Void) {
            var stream = stream
            for number in 0..<steps.count {
                let step = steps[number]
                let unmasking = PositionDraws(from: &stream, diagrams: batch.count, layout: batch.layout)
                let remasking = StepRemasking(rule.remasking, at: step, of: batch, from: &stream)
                func diagram(_ token: Int) -> Int {
                    (0..<batch.count).first { batch.packed.range($0).contains(token) } ?? 0
                }
                body(
                    number,
                    { token in
                        let position = batch.packed.positions[token]
                        return unmasking[diagram(token), position] < step.unmasking[position]
                    },
                    { token in
                        remasking?.decision(token, of: diagram(token), in: batch, decoded: 1) == .remasked
                    })
            }
        }
    }

    private func drawn(_ remasking: Remasking?, seed: UInt64, fixed: FixedTokens = .none) -> Drawn {
        var stream = TorchGenerator(seed: seed)
        let rooms = RoomCounts.uniform.draw(6, layout, from: &stream)
        return Drawn(
            batch: DiagramBatch(rooms: rooms, layout: layout, fixed: fixed),
            steps: StepSequence(noise: .schedule(.logLinear()), count: 30),
            rule: AncestralRule(unmasking: RandomUnmasking(), tokenSampler: .argmax, remasking: remasking),
            stream: stream)
    }

    private func schedule(_ drawn: Drawn) throws -> MaskSchedule {
        try #require(try MaskSchedule(drawn.batch, drawn.steps, drawn.rule, stream: drawn.stream) {})
    }

    @Test(arguments: 0..<20) func nothingThatIsLookedAtIsLeftOut(seed: UInt64) throws {
        let drawn = drawn(seed % 2 == 0 ? Remasking(strategy: .cap(eta: 0.4)) : nil, seed: seed)
        let schedule = try schedule(drawn)
        let packed = drawn.batch.packed
        var all = Set<Int>()
        var kept = Set<Int>()
        drawn.eachStep { number, isUnmasked, isRemasked in
            // Whatever a pass of this step sees is there.
            for token in schedule.unmasked[number] {
                let diagram = packed.rooms.indices.first { packed.range($0).contains(token) } ?? 0
                let range = packed.range(diagram)
                #expect(all.filter(range.contains) == kept.filter(range.contains))
                #expect(!all.contains(token))
            }
            for token in packed.tokens.indices {
                if isUnmasked(token) { all.insert(token) }
                if isRemasked(token) { all.remove(token) }
            }
            kept.formUnion(schedule.unmasked[number])
            kept.subtract(schedule.remasked[number])
        }
        #expect(all == kept)
    }

    @Test func tokensMaskedAgainUnseenAreLeftOut() throws {
        let drawn = drawn(Remasking(strategy: .cap(eta: 1)), seed: 3)
        let unmasked = try schedule(drawn).unmasked.reduce(0) { $0 + $1.count }
        // Half of the steps mask everything again: without looking ahead there would be many times as many.
        #expect(unmasked < 3 * drawn.batch.states.count)
    }

    @Test func fixedTokensAreNeitherUnmaskedNorMasked() throws {
        let fixed = try FixedTokens([0: 2, 1: 0], layout: layout)
        let drawn = drawn(Remasking(strategy: .cap(eta: 0.4)), seed: 4, fixed: fixed)
        let schedule = try schedule(drawn)
        let given = drawn.batch.states.indices.filter { drawn.batch.states[$0] == .fixed }
        #expect(!given.isEmpty)
        #expect(!(schedule.unmasked + schedule.remasked).joined().contains(where: given.contains))
    }

    @Test func whatConfidencesDecideIsNotForeseen() throws {
        let drawn = drawn(Remasking(strategy: .confidence), seed: 1)
        #expect(try MaskSchedule(drawn.batch, drawn.steps, drawn.rule, stream: drawn.stream) {} == nil)
        let llada = AncestralRule(unmasking: LLaDAUnmasking(), tokenSampler: .argmax, remasking: nil)
        #expect(try MaskSchedule(drawn.batch, drawn.steps, llada, stream: drawn.stream) {} == nil)
    }
}
