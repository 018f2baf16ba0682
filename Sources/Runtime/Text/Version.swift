import Sampling

/// This bds.
public enum BDS {
    /// As `bds --version` says it.
    public static let version = "0.1.0"

    /// What computes.
    static let device: any Device = .cpu
}
