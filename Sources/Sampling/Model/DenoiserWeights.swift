import BubbleDiagrams
import CKernels

/// y = x Wᵀ + b. `weight` is outputs × inputs, row-major.
public struct Linear: Sendable {
    public let inputs: Int
    public let outputs: Int
    public let weight: [Float]
    public let bias: [Float]
    /// `weight` as `bds_linear` wants it.
    let packed: [Float]

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

    /// The first `count` outputs alone.
    func prefix(_ count: Int) -> Linear {
        Linear(
            inputs: inputs, outputs: count, weight: Array(weight.prefix(count * inputs)),
            bias: Array(bias.prefix(count)))
    }

    /// This layer's outputs, then `other`'s, of the same input.
    func stacked(with other: Linear) -> Linear {
        Linear(
            inputs: inputs, outputs: outputs + other.outputs, weight: weight + other.weight, bias: bias + other.bias)
    }
}

/// A denoiser's parameters by role, float32.
public struct DenoiserWeights: Sendable {
    /// One transformer block with adaLN modulation.
    public struct Block: Sendable {
        public let norm1: LayerNorm
        /// Rows ordered q, k, v; then heads.
        public let queryKeyValue: Linear
        public let attentionOutput: Linear
        public let norm2: LayerNorm
        public let mlpHidden: Linear
        public let mlpOutput: Linear
        /// Six vectors of the model's width: shift, scale, gate for attention, then for the MLP.
        public let modulation: Linear
    }

    public struct LayerNorm: Sendable {
        public let weight: [Float]
        public let bias: [Float]
    }

    public let configuration: DenoiserConfiguration
    /// Token plus position, for every position and token: `layout.length` tables of (room or edge) vocabulary × width.
    let embedded: [[Float]]
    public let timeHidden: Linear
    public let timeOutput: Linear
    public let blocks: [Block]
    public let finalNorm: LayerNorm
    /// Two vectors: shift, scale.
    public let finalModulation: Linear
    /// Room classes, then edge classes; MASK and PAD, whose logits are -inf, left out.
    let head: Linear
    /// Numbers in the state dict's learned tensors.
    public let parameterCount: Int

    /// Gathers a state dict's tensors (`model_state_dict`, behaviour 3).
    /// - Parameter tensor: gives a float tensor of that name and shape, or throws.
    public init(
        configuration: DenoiserConfiguration, tensor: (_ name: String, _ shape: [Int]) throws -> [Float]
    ) rethrows {
        self.configuration = configuration
        let width = configuration.modelWidth
        let layout = configuration.layout
        var count = 0

        func array(_ name: String, _ shape: Int...) throws -> [Float] {
            let values = try tensor(name, shape)
            count += values.count
            return values
        }
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) throws -> Linear {
            Linear(
                inputs: inputs, outputs: outputs, weight: try array(name + ".weight", outputs, inputs),
                bias: try array(name + ".bias", outputs))
        }
        func norm(_ name: String) throws -> LayerNorm {
            LayerNorm(weight: try array(name + ".weight", width), bias: try array(name + ".bias", width))
        }

        let roomEmbedding = try array("node_embedding.embedding.weight", layout.vocabulary.room.count, width)
        let edgeEmbedding = try array("edge_embedding.embedding.weight", layout.vocabulary.edge.count, width)
        let entityType = try array("positional_encoding.entity_type_emb.weight", 2, width)
        let roomIndex = try array("positional_encoding.node_index_emb.weight", layout.maxRooms, width)
        let pairIndex = try array("positional_encoding.pair_index_emb.weight", layout.maxRooms, width)

        func table(_ tokens: [Float], _ position: (Int) -> Float) -> [Float] {
            var table = tokens
            for index in table.indices { table[index] += position(index % width) }
            return table
        }
        embedded =
            (0..<layout.maxRooms).map { room in
                table(roomEmbedding) { entityType[$0] + roomIndex[room * width + $0] }
            }
            + layout.pairs.map { pair in
                table(edgeEmbedding) {
                    entityType[width + $0] + (pairIndex[pair.first * width + $0] + pairIndex[pair.second * width + $0])
                }
            }

        timeHidden = try linear("timestep_embedding.mlp.0", configuration.frequencyWidth, configuration.conditionWidth)
        timeOutput = try linear("timestep_embedding.mlp.2", configuration.conditionWidth, configuration.conditionWidth)
        blocks = try (0..<configuration.layerCount).map { layer in
            let name = "blocks.\(layer)."
            return Block(
                norm1: try norm(name + "norm1"),
                queryKeyValue: try linear(name + "attn.qkv_proj", width, 3 * width),
                attentionOutput: try linear(name + "attn.out_proj", width, width),
                norm2: try norm(name + "norm2"),
                mlpHidden: try linear(name + "mlp.0", width, configuration.hiddenWidth),
                mlpOutput: try linear(name + "mlp.2", configuration.hiddenWidth, width),
                modulation: try linear(name + "adaLN_modulation", configuration.conditionWidth, 6 * width))
        }
        finalNorm = try norm("final_norm")
        finalModulation = try linear("final_adaLN", configuration.conditionWidth, 2 * width)
        let roomHead = try linear("node_head", width, layout.vocabulary.room.count)
        let edgeHead = try linear("edge_head", width, layout.vocabulary.edge.count)
        head = roomHead.prefix(layout.vocabulary.room.classCount).stacked(
            with: edgeHead.prefix(layout.vocabulary.edge.classCount))
        parameterCount = count
    }
}
