import BubbleDiagrams
import Testing

@testable import Sampling

@Suite struct SamplingCostTests {
    private let sizes = DenoiserConfiguration(
        layout: .rplan, modelWidth: 12, layerCount: 2, headCount: 2, conditionWidth: 10, mlpRatio: 2, frequencyWidth: 8)

    private func cost(_ unmasking: Unmasking, _ remasking: Remasking? = nil, steps: Int = 50) -> SamplingCost {
        SamplingCost(
            configuration: sizes, noise: .schedule(.logLinear()),
            options: SamplerOptions(
                steps: steps, unmasking: unmasking, tokenSampler: .nucleus(topP: 0.9), remasking: remasking,
                rooms: .fixed(5)))
    }

    /// 15 tokens; round(15/50) is 0, so llada unmasks at least one a step: 15 steps, the first of them blank.
    @Test func lladaWithoutRemaskingPassesOncePerToken() {
        let cost = cost(.llada)
        #expect(cost.passes == 14)
        #expect(cost.tokens == 14 * 15)
        #expect(cost.tokensByStep[0] == 0 && cost.shared == 15)
        #expect(cost.tokensByStep.dropFirst(15).allSatisfy { $0 == 0 })
    }

    @Test func oneStepIsOneBlankPass() {
        let cost = cost(.random, steps: 1)
        #expect(cost.passes == 0 && cost.shared == 15)
    }

    /// Steps that unmask something: 50 · (1 - (1 - 1/50)^15) = 13.1, less the first one, which is blank.
    @Test func randomPassesWhereSomethingIsUnmasked() {
        #expect(abs(cost(.random).passes - 12.1) < 1)
    }

    @Test func capIsCheaperThanItsStepsAndConfidenceDearerThanCap() {
        let cap = cost(.random, Remasking(strategy: .cap(eta: 0.4)))
        let confidence = cost(.random, Remasking(strategy: .confidence))
        #expect(cap.passes > 2 && cap.passes < 25)
        #expect(confidence.passes > cap.passes && confidence.passes < 50)
    }
}
