import Sampling

/// This bds.
public enum BDS {
    public static let version = "0.1.0"

    /// What computes: the matrix kernel and the machine's instruction set.
    static func backend(_ backend: MatrixBackend) -> String {
        "cpu-\(backend.rawValue)-\(MatrixBackend.instructionSet)"
    }
}
