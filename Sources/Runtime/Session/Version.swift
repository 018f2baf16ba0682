import Sampling

/// This bds.
public enum BDS {
    /// As `bds --version` prints it and files record it.
    public static let version = "0.1.0"

    /// What computes.
    static let device: any Device = .cpu
}
