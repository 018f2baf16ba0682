import Results
import Testing

@Suite struct MethodNameTests {
    @Test(arguments: [
        (
            MethodName(isV2: false, unmasking: "random", topP: 0.9, temperature: 0, remasking: .cap(eta: 0.4)),
            "random_topp0.9_remdm_cap_eta0.4"
        ),
        (
            MethodName(isV2: true, unmasking: "llada", topP: nil, temperature: 0, remasking: .none),
            "v2_llada_argmax_no_remask"
        ),
        (
            MethodName(isV2: false, unmasking: "llada", topP: 1, temperature: 0.7, remasking: .none),
            "llada_temp0.7_no_remask"
        ),
        (
            MethodName(isV2: false, unmasking: "random", topP: nil, temperature: 1, remasking: .rescale(eta: 1)),
            "random_temp1.0_remdm_rescale_eta1.0"
        ),
        (
            MethodName(
                isV2: false, unmasking: "random", topP: 0.9, temperature: 0, remasking: .confidence(tSwitch: 0.5)),
            "random_topp0.9_remdm_confidence_tsw0.5"
        ),
    ])
    func names(_ name: MethodName, _ text: String) {
        #expect(name.description == text)
    }
}
