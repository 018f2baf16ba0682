import BubbleDiagrams
import RandomStreams
import Testing

@testable import Sampling

/// What is foreseen, against what every pass at every step would do.
@Suite struct MaskScheduleTests {
    private let layout = TokenLayout.rplan
    private let sizes = DenoiserConfiguration(
        layout: .rplan, modelWidth: 12, layerCount: 2, headCount: 2, conditionWidth: 10, mlpRatio: 2, frequencyWidth: 8)

    private func foreseen(
        _ remasking: Remasking?, seed: UInt64, steps: Int = 30
    ) throws -> (masks: MaskSchedule, batch: PackedTokens, table: StepTable, draws: BatchDraws) {
        let options = SamplerOptions(steps: steps, batchSize: 6, remasking: remasking, rooms: .uniform)
        let denoiser = CPUDenoiser(.stand(in: sizes))
        let table = StepTable(denoiser: denoiser, noise: .schedule(.logLinear()), options: options)
        var generator = TorchGenerator(seed: seed)
        let draws = BatchDraws(from: &generator, batch: 6, layout: layout, options: options, table: table)
        let batch = PackedTokens(masked: draws.rooms, layout: layout)
        let masks = try #require(MaskSchedule(batch, table, draws, unmasking: .random))
        return (masks, batch, table, draws)
    }

    @Test(arguments: 0..<20) func nothingThatIsLookedAtIsLeftOut(seed: UInt64) throws {
        let remasking: Remasking? = seed % 2 == 0 ? Remasking(strategy: .cap(eta: 0.4)) : nil
        let (masks, batch, table, draws) = try foreseen(remasking, seed: seed)
        var all = Set<Int>()
        var kept = Set<Int>()
        for (number, step) in table.steps.enumerated() {
            // Whatever a pass of this step sees is there.
            for token in masks.unmasked[number] {
                let diagram = batch.rooms.indices.first { batch.range($0).contains(token) } ?? 0
                let range = batch.range(diagram)
                #expect(all.filter(range.contains) == kept.filter(range.contains))
                #expect(!all.contains(token))
            }
            for diagram in batch.rooms.indices {
                for token in batch.range(diagram) {
                    let position = batch.positions[token]
                    if draws.steps[number].unmasking(diagram, position) < step.unmasking[position] { all.insert(token) }
                    if let probabilities = step.remasking?.probabilities,
                        draws.steps[number].remasking(diagram, position) < probabilities[position]
                    {
                        all.remove(token)
                    }
                }
            }
            kept.formUnion(masks.unmasked[number])
            kept.subtract(masks.remasked[number])
        }
        #expect(all == kept)
    }

    @Test func tokensMaskedAgainUnseenAreLeftOut() throws {
        let (masks, _, _, draws) = try foreseen(Remasking(strategy: .cap(eta: 1)), seed: 3)
        let unmasked = masks.unmasked.reduce(0) { $0 + $1.count }
        let tokens = draws.rooms.reduce(0) { $0 + $1 + $1 * ($1 - 1) / 2 }
        // Half of the steps mask everything again: without looking ahead there would be many times as many.
        #expect(unmasked < 3 * tokens)
    }

    @Test func whatConfidencesDecideIsNotForeseen() throws {
        let options = SamplerOptions(
            steps: 4, batchSize: 1, remasking: Remasking(strategy: .confidence), rooms: .fixed(4))
        let denoiser = CPUDenoiser(.stand(in: sizes))
        let table = StepTable(denoiser: denoiser, noise: .schedule(.logLinear()), options: options)
        var generator = TorchGenerator(seed: 1)
        let draws = BatchDraws(from: &generator, batch: 1, layout: layout, options: options, table: table)
        let batch = PackedTokens(masked: draws.rooms, layout: layout)
        #expect(MaskSchedule(batch, table, draws, unmasking: .random) == nil)
        #expect(MaskSchedule(batch, table, draws, unmasking: .llada) == nil)
    }
}
