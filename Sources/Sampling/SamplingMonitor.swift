/// Watches a run of the sampler, from any thread.
public protocol SamplingMonitor: Sendable {
    /// One denoising step of a batch of `diagrams` begins. An error thrown here ends the run.
    func step(diagrams: Int) throws
    func finished(seed: Int)
}

/// Watches nothing.
public struct SilentMonitor: SamplingMonitor {
    public init() {}
    public func step(diagrams: Int) {}
    public func finished(seed: Int) {}
}
