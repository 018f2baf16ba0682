import BubbleDiagrams
import CKernels

/// y = x Wᵀ + b. `weight` is outputs × inputs, row-major.
public struct Linear: Sendable {
    /// Width of x.
    public let inputs: Int
    /// Width of y.
    public let outputs: Int
    /// outputs × inputs.
    public let weight: [Float]
    /// outputs.
    public let bias: [Float]
    /// `weight` as `bds_linear` wants it.
    let packed: [Float]

    /// `weight` has outputs × inputs numbers, `bias` outputs.
    public init(inputs: Int, outputs: Int, weight: [Float], bias: [Float]) {
        self.inputs = inputs
        self.outputs = outputs
        self.weight = weight
        self.bias = bias
        let size = bds_packed_size(inputs, outputs)
        packed = [Float](unsafeUninitializedCapacity: size) { buffer, count in
            bds_pack(weight, inputs, outputs, buffer.baseAddress)
            count = size
        }
    }

    init(_ tensors: LinearTensors<[Float]>) {
        self.init(inputs: tensors.inputs, outputs: tensors.outputs, weight: tensors.weight, bias: tensors.bias)
    }

    /// The product of one vector, bias included: `outputs` numbers of `inputs`.
    func applied(to x: [Float]) -> [Float] {
        var y = [Float](repeating: 0, count: outputs)
        bds_linear(x, 1, inputs, packed, outputs, &y)
        for row in 0..<outputs { y[row] += bias[row] }
        return y
    }
}

/// A denoiser's parameters by role, float32, laid out for sampling.
/// <doc:DenoiserNetwork> says what is computed with them.
public struct DenoiserWeights: Sendable {
    /// One transformer block; roles as in `DenoiserTensors.Block`.
    public struct TransformerBlock: Sendable {
        /// Before the attention.
        public let norm1: NormTensors<[Float]>
        /// Width → 3 · width: queries, keys, values, each head by head.
        public let queryKeyValue: Linear
        /// Width → width.
        public let attentionOutput: Linear
        /// Before the MLP.
        public let norm2: NormTensors<[Float]>
        /// Width → hidden width.
        public let mlpHidden: Linear
        /// Hidden width → width.
        public let mlpOutput: Linear
        /// Condition → 6 · width: shift, scale, gate of the attention, then of the MLP.
        public let modulation: Linear
    }

    /// Its sizes.
    public let configuration: DenoiserConfiguration
    /// Token plus position, for every position and token: `layout.length` tables of (room or edge) tokens × width.
    let embedded: [[Float]]
    /// The first layer of the time's MLP, and below it the second.
    public let timeHidden: Linear
    /// Condition → condition.
    public let timeOutput: Linear
    /// First to last.
    public let blocks: [TransformerBlock]
    /// Before the heads.
    public let finalNorm: NormTensors<[Float]>
    /// Its outputs as in `FinalModulationPart`.
    public let finalModulation: Linear
    /// Room classes, then edge classes; MASK and PAD, whose logits are -inf, left out.
    let head: Linear
    /// Numbers in the state dict's learned tensors.
    public let parameterCount: Int

    /// Gathers a state dict's tensors (`model_state_dict`).
    /// - Parameter tensor: gives a float tensor of that name and shape, or throws.
    public init<Failure: Error>(
        configuration: DenoiserConfiguration,
        tensor: (_ name: String, _ shape: [Int]) throws(Failure) -> [Float]
    ) throws(Failure) {
        self.configuration = configuration
        var count = 0
        let tensors = try DenoiserTensors<[Float]>(configuration) { specification throws(Failure) in
            let values = try tensor(specification.name, specification.shape)
            count += values.count
            return values
        }
        parameterCount = count
        embedded = Self.embedded(tensors, configuration)
        timeHidden = Linear(tensors.timeHidden)
        timeOutput = Linear(tensors.timeOutput)
        blocks = tensors.blocks.map { block in
            TransformerBlock(
                norm1: block.norm1, queryKeyValue: Linear(block.queryKeyValue),
                attentionOutput: Linear(block.attentionOutput), norm2: block.norm2,
                mlpHidden: Linear(block.mlpHidden), mlpOutput: Linear(block.mlpOutput),
                modulation: Linear(block.modulation))
        }
        finalNorm = tensors.finalNorm
        finalModulation = Linear(tensors.finalModulation)
        let vocabulary = configuration.layout.vocabulary
        head = Linear(
            tensors.roomHead.prefix(vocabulary.room.classCount)
                .stacked(with: tensors.edgeHead.prefix(vocabulary.edge.classCount)))
    }

    /// Sums that do not depend on the diagram, made once: token + (type + index), of edges type + (index i + index j).
    private static func embedded(
        _ tensors: DenoiserTensors<[Float]>, _ configuration: DenoiserConfiguration
    ) -> [[Float]] {
        let width = configuration.modelWidth
        let layout = configuration.layout
        func table(_ tokens: [Float], _ position: (Int) -> Float) -> [Float] {
            var table = tokens
            for index in table.indices { table[index] += position(index % width) }
            return table
        }
        let (type, room, pair) = (tensors.entityType, tensors.roomIndex, tensors.pairIndex)
        return (0..<layout.maxRooms).map { index in
            table(tensors.roomEmbedding) { type[$0] + room[index * width + $0] }
        }
            + layout.pairs.map { edge in
                table(tensors.edgeEmbedding) {
                    type[width + $0] + (pair[edge.first * width + $0] + pair[edge.second * width + $0])
                }
            }
    }
}

extension LinearTensors<[Float]> {
    /// The first `count` outputs alone.
    fileprivate func prefix(_ count: Int) -> Self {
        Self(
            inputs: inputs, outputs: count, weight: Array(weight.prefix(count * inputs)),
            bias: Array(bias.prefix(count)))
    }

    /// This layer's outputs, then `other`'s, of the same input.
    fileprivate func stacked(with other: Self) -> Self {
        Self(
            inputs: inputs, outputs: outputs + other.outputs, weight: weight + other.weight, bias: bias + other.bias)
    }
}
