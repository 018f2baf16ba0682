import Results
import Sampling
import Testing

@Suite struct MethodNameTests {
    @Test func names() throws {
        func name(
            isV2: Bool = false, _ unmasking: Unmasking, topP: Double? = nil, temperature: Double = 0,
            _ strategy: Remasking.Strategy? = nil, tSwitch: Double = 1
        ) throws -> String {
            try SamplingRecipe(
                checkpoint: "", isV2: isV2, noise: "linear", count: 1, unmasking: unmasking, topP: topP,
                temperature: temperature, remasking: strategy.map { Remasking(strategy: $0, tSwitch: tSwitch) },
                rooms: .uniform, layout: .rplan
            ).method
        }
        #expect(try name(.random, topP: 0.9, .cap(eta: 0.4)) == "random_topp0.9_remdm_cap_eta0.4")
        #expect(try name(isV2: true, .llada) == "v2_llada_argmax_no_remask")
        #expect(try name(.llada, topP: 1, temperature: 0.7) == "llada_temp0.7_no_remask")
        #expect(try name(.random, temperature: 1, .rescale(eta: 1)) == "random_temp1.0_remdm_rescale_eta1.0")
        #expect(
            try name(.random, topP: 0.9, .confidence, tSwitch: 0.5) == "random_topp0.9_remdm_confidence_tsw0.5")
    }
}
