import BubbleDiagrams

/// Watches a run of the sampler, from any thread.
public protocol SamplingMonitor: Sendable {
    /// Denoising step `number`, from 0, of a batch of `diagrams` begins. An error thrown here ends the run.
    func step(_ number: Int, diagrams: Int) throws
    /// All of a seed's diagrams are there. An error thrown here ends the run.
    func finished(seed: Int, _ rows: TokenRows) throws
    /// Asked between steps by what takes long; throws where the run is to end.
    func check() throws
}

extension SamplingMonitor {
    /// Nothing ends such a run.
    public func check() throws {}
}

/// Watches nothing.
public struct SilentMonitor: SamplingMonitor {
    /// A monitor that says nothing.
    public init() {}
    /// Passed over.
    public func step(_ number: Int, diagrams: Int) {}
    /// Passed over.
    public func finished(seed: Int, _ rows: TokenRows) {}
}
