/// Watches a run of the sampler, from any thread.
public protocol SamplingMonitor: Sendable {
    /// Denoising step `number`, from 0, of a batch of `diagrams` begins. An error thrown here ends the run.
    func step(_ number: Int, diagrams: Int) throws
    func finished(seed: Int)
}

/// Watches nothing.
public struct SilentMonitor: SamplingMonitor {
    public init() {}
    public func step(_ number: Int, diagrams: Int) {}
    public func finished(seed: Int) {}
}
