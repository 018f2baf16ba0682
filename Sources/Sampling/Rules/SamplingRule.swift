import BubbleDiagrams
import RandomStreams

/// A way of going from a batch's diagrams at time t to those at s < t: which draws a step takes from the random stream
/// in which order, what it unmasks and what it remasks. Another way of sampling is another conformance, given to
/// `Sampler`; `AncestralRule` is the one of `SamplerOptions`.
public protocol SamplingRule: Sendable {
    /// Raw outputs of the random stream that `step` takes for `diagrams` diagrams. They never depend on the tokens: so
    /// it is known where the next batch's draws begin before this one is computed.
    func drawCount(of step: Step, diagrams: Int, layout: TokenLayout) -> Int

    /// What takes one batch through its steps.
    /// - Parameters:
    ///   - batch: as it is before the first step.
    ///   - stream: where the first step's draws begin.
    ///   - check: asked from time to time by what takes long; throws where the run is to end.
    func run(
        of batch: DiagramBatch, steps: StepSequence, stream: TorchGenerator, check: () throws -> Void
    ) throws -> any BatchRun
}

/// One batch on its way through a rule's steps, with what the rule keeps of it from step to step.
public protocol BatchRun {
    /// Takes one step; called once for every step, first to last.
    /// - Throws: what `network` throws.
    mutating func advance(_ batch: inout DiagramBatch, _ step: Step, _ network: StepNetwork) throws
}
