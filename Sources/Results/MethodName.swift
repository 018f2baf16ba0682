import JSON
import Sampling

extension SamplingRecipe {
    /// The name that a way of sampling has in files and tables (<doc:MethodNames>):
    /// `{v2_}{random|llada}_{topp0.9|argmax|temp0.7}_{no_remask|remdm_cap_eta0.4|remdm_confidence_tsw0.5}`. Options that
    /// the reference does not have follow with name and value; `n`, `steps`, `batch` and room counts are not told.
    public var method: String {
        let token =
            if let topP {
                "topp" + PythonFloat.repr(topP)
            } else {
                temperature == 0 ? "argmax" : "temp" + PythonFloat.repr(temperature)
            }
        let remask =
            if let remasking {
                "remdm_\(remasking.name)_"
                    + (remasking.eta.map { "eta" + PythonFloat.repr($0) }
                        ?? "tsw" + PythonFloat.repr(remasking.tSwitch))
            } else {
                "no_remask"
            }
        let parts = [unmasking.rawValue, token, remask] + further.entries.map { "\($0.key)\($0.value.pythonText)" }
        return (isV2 ? "v2_" : "") + parts.joined(separator: "_")
    }
}
