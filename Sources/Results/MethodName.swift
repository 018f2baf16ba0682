import JSON

/// The name that a way of sampling has in files and tables (behaviour.md section 9):
/// `{v2_}{random|llada}_{topp0.9|argmax|temp0.7}_{no_remask|remdm_cap_eta0.4|remdm_confidence_tsw0.5}`.
public struct MethodName: Hashable, Sendable, CustomStringConvertible {
    /// Remasking as far as the name tells it.
    public enum Remasking: Hashable, Sendable {
        case none
        case cap(eta: Double)
        case rescale(eta: Double)
        case confidence(tSwitch: Double)
    }

    public let description: String

    /// - Parameters:
    ///   - unmasking: `random` or `llada`.
    ///   - topP: From 1 on it counts as not set.
    public init(isV2: Bool, unmasking: String, topP: Double?, temperature: Double, remasking: Remasking) {
        let proposal =
            if let topP, topP < 1 {
                "topp" + PythonFloat.repr(topP)
            } else {
                temperature == 0 ? "argmax" : "temp" + PythonFloat.repr(temperature)
            }
        let remask =
            switch remasking {
            case .none: "no_remask"
            case .cap(let eta): "remdm_cap_eta" + PythonFloat.repr(eta)
            case .rescale(let eta): "remdm_rescale_eta" + PythonFloat.repr(eta)
            case .confidence(let tSwitch): "remdm_confidence_tsw" + PythonFloat.repr(tSwitch)
            }
        description = "\(isV2 ? "v2_" : "")\(unmasking)_\(proposal)_\(remask)"
    }
}
