import Sampling

/// This bds.
public enum BDS {
    public static let version = "0.1.0"

    /// What computes.
    static let device: any Device = .cpu
}
