/// A network whose weights are finite can still overflow: what it answers then is NaN or infinite, and a token taken
/// from it would mean nothing.
public struct NonFiniteLogits: Error, Hashable, CustomStringConvertible {
    /// The diagram's number, from 0: in its seed while sampling, else in what was given.
    public var diagram: Int
    /// The denoising step, from 0, and how many there are; nil outside of sampling.
    public var step: Int?
    /// Steps of the run; nil where it is not known.
    public var steps: Int?
    /// The seed being sampled.
    public var seed: Int?

    /// At one diagram of a batch.
    public init(diagram: Int, step: Int? = nil, steps: Int? = nil, seed: Int? = nil) {
        self.diagram = diagram
        self.step = step
        self.steps = steps
        self.seed = seed
    }

    /// One line.
    public var description: String {
        var place = "diagram \(diagram)"
        if let seed { place += " of seed \(seed)" }
        if let step, let steps { place += ", step \(step + 1) of \(steps)" }
        return "the network's logits are not finite (\(place)): its numbers overflow"
    }
}

extension ArraySlice<Float> {
    /// Itself, if all of it is finite.
    func checked(diagram: Int) throws(NonFiniteLogits) -> Self {
        // NaN and infinity times 0 are NaN.
        guard reduce(0, { $0 + $1 * 0 }) == 0 else { throw NonFiniteLogits(diagram: diagram) }
        return self
    }
}
