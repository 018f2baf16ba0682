import Sampling

/// A denoiser's learned numbers as one flat array: which tensor lies where, in the order of the reference's state dict.
public struct ParameterLayout: Sendable {
    /// One tensor's place.
    public struct Entry: Sendable {
        let specification: TensorSpecification
        /// Where its numbers lie, row-major.
        public let range: Range<Int>

        /// As in `model_state_dict`.
        public var name: String { specification.name }
        /// Row-major.
        public var shape: [Int] { specification.shape }
    }

    /// The sizes it follows from.
    public let configuration: DenoiserConfiguration
    /// In the state dict's order, without gaps.
    public let entries: [Entry]
    /// Numbers in all.
    public var count: Int { entries.last?.range.upperBound ?? 0 }
    /// Where each tensor starts, by role.
    let tensors: DenoiserTensors<Int>

    /// Of a denoiser of these sizes.
    public init(_ configuration: DenoiserConfiguration) {
        self.configuration = configuration
        var entries: [Entry] = []
        tensors = DenoiserTensors(configuration) { specification in
            let start = entries.last?.range.upperBound ?? 0
            let range = start..<start + specification.shape.reduce(1, *)
            entries.append(Entry(specification: specification, range: range))
            return start
        }
        self.entries = entries
    }
}

extension LinearTensors<Int> {
    /// The first `count` outputs alone.
    func prefix(_ count: Int) -> Self { Self(inputs: inputs, outputs: count, weight: weight, bias: bias) }
}
