/// One learned tensor of a state dict: its name, its shape, and what it holds before training.
public struct TensorSpecification: Hashable, Sendable {
    /// What PyTorch's modules start as; for adaLN and the heads, what the reference sets them to.
    public enum Initialization: Hashable, Sendable {
        case zeros, ones
        /// Standard normal: embeddings.
        case normal
        /// Uniform within ± `bound`: a `Linear`'s weight and bias, 1/√inputs.
        case uniform(bound: Float)
    }

    /// As in `model_state_dict`, say "blocks.0.attn.qkv_proj.weight".
    public let name: String
    /// Row-major; [] for a single number.
    public let shape: [Int]
    /// What it holds before training.
    public let initialization: Initialization

    /// A tensor that starts as zeros where nothing else is said.
    public init(_ name: String, _ shape: [Int], _ initialization: Initialization = .zeros) {
        self.name = name
        self.shape = shape
        self.initialization = initialization
    }
}

/// The two tensors of a `Linear`, y = x Wᵀ + b.
public struct LinearTensors<Tensor> {
    /// Width of x.
    public let inputs: Int
    /// Width of y.
    public let outputs: Int
    /// outputs × inputs
    public let weight: Tensor
    /// outputs
    public let bias: Tensor

    /// Of tensors that are there already.
    public init(inputs: Int, outputs: Int, weight: Tensor, bias: Tensor) {
        self.inputs = inputs
        self.outputs = outputs
        self.weight = weight
        self.bias = bias
    }

    /// - Parameters:
    ///   - name: the module's, before ".weight" and ".bias".
    ///   - isZero: whether it starts as zero, not as PyTorch's modules do.
    ///   - tensor: makes or finds each tensor, the weight first.
    public init<Failure: Error>(
        _ name: String, inputs: Int, outputs: Int, isZero: Bool = false,
        _ tensor: (TensorSpecification) throws(Failure) -> Tensor
    ) throws(Failure) {
        let start: TensorSpecification.Initialization =
            isZero ? .zeros : .uniform(bound: 1 / Float(inputs).squareRoot())
        self.init(
            inputs: inputs, outputs: outputs,
            weight: try tensor(TensorSpecification(name + ".weight", [outputs, inputs], start)),
            bias: try tensor(TensorSpecification(name + ".bias", [outputs], start)))
    }
}

/// The two tensors of a `LayerNorm`, `width` numbers each.
public struct NormTensors<Tensor> {
    /// The scale.
    public let weight: Tensor
    /// The shift.
    public let bias: Tensor

    /// - Parameters:
    ///   - name: the module's, before ".weight" and ".bias".
    ///   - tensor: makes or finds each tensor, the weight first.
    public init<Failure: Error>(
        _ name: String, width: Int, _ tensor: (TensorSpecification) throws(Failure) -> Tensor
    ) throws(Failure) {
        weight = try tensor(TensorSpecification(name + ".weight", [width], .ones))
        bias = try tensor(TensorSpecification(name + ".bias", [width], .zeros))
    }
}

/// The denoiser's learned tensors by role: the one list of their names and shapes, in the order of the reference's state
/// dict. What a tensor is is the maker's affair: its numbers for sampling, its place in one flat array for training.
///
///     let offsets = DenoiserTensors<Int>(configuration) { place($0.name, $0.shape) }
public struct DenoiserTensors<Tensor> {
    /// One transformer block with adaLN modulation.
    public struct Block {
        /// Before the attention.
        public let norm1: NormTensors<Tensor>
        /// Outputs ordered q, k, v; then heads.
        public let queryKeyValue: LinearTensors<Tensor>
        /// Width → width.
        public let attentionOutput: LinearTensors<Tensor>
        /// Before the MLP.
        public let norm2: NormTensors<Tensor>
        /// Width → hidden width.
        public let mlpHidden: LinearTensors<Tensor>
        /// Hidden width → width.
        public let mlpOutput: LinearTensors<Tensor>
        /// Outputs as in `ModulationPart`, each of the model's width.
        public let modulation: LinearTensors<Tensor>
    }

    /// Room tokens (MASK and PAD included) × width.
    public let roomEmbedding: Tensor
    /// Edge tokens (MASK and PAD included) × width.
    public let edgeEmbedding: Tensor
    /// 2 × width: a room's, an edge's.
    public let entityType: Tensor
    /// maxRooms × width: added to room i.
    public let roomIndex: Tensor
    /// maxRooms × width: entries i and j are added to edge (i, j).
    public let pairIndex: Tensor
    /// From the time's sines and cosines to the condition.
    public let timeHidden: LinearTensors<Tensor>
    /// Condition → condition.
    public let timeOutput: LinearTensors<Tensor>
    /// First to last.
    public let blocks: [Block]
    /// Before the heads.
    public let finalNorm: NormTensors<Tensor>
    /// Outputs as in `FinalModulationPart`.
    public let finalModulation: LinearTensors<Tensor>
    /// Room tokens (edge tokens), MASK and PAD, whose logits are -inf, included.
    public let roomHead: LinearTensors<Tensor>
    /// Width → edge vocabulary.
    public let edgeHead: LinearTensors<Tensor>

    /// - Parameter tensor: makes or finds each tensor, in the state dict's order.
    public init<Failure: Error>(
        _ configuration: DenoiserConfiguration, _ tensor: (TensorSpecification) throws(Failure) -> Tensor
    ) throws(Failure) {
        typealias Name = DenoiserTensorName
        let width = configuration.modelWidth
        let condition = configuration.conditionWidth
        let vocabulary = configuration.layout.vocabulary
        let maxRooms = configuration.layout.maxRooms
        func embedding(_ name: String, _ count: Int) throws(Failure) -> Tensor {
            try tensor(TensorSpecification(name, [count, width], .normal))
        }

        roomEmbedding = try embedding(Name.roomEmbedding, vocabulary.room.count)
        edgeEmbedding = try embedding(Name.edgeEmbedding, vocabulary.edge.count)
        entityType = try embedding(Name.entityType, 2)
        roomIndex = try embedding(Name.roomIndex, maxRooms)
        pairIndex = try embedding(Name.pairIndex, maxRooms)
        timeHidden = try LinearTensors(
            Name.timeHidden, inputs: configuration.frequencyWidth, outputs: condition, tensor)
        timeOutput = try LinearTensors(Name.timeOutput, inputs: condition, outputs: condition, tensor)
        var blocks: [Block] = []
        for layer in 0..<configuration.layerCount {
            blocks.append(
                Block(
                    norm1: try NormTensors(Name.norm1(layer), width: width, tensor),
                    queryKeyValue: try LinearTensors(
                        Name.queryKeyValue(layer), inputs: width, outputs: 3 * width, tensor),
                    attentionOutput: try LinearTensors(
                        Name.attentionOutput(layer), inputs: width, outputs: width, tensor),
                    norm2: try NormTensors(Name.norm2(layer), width: width, tensor),
                    mlpHidden: try LinearTensors(
                        Name.mlpHidden(layer), inputs: width, outputs: configuration.hiddenWidth, tensor),
                    mlpOutput: try LinearTensors(
                        Name.mlpOutput(layer), inputs: configuration.hiddenWidth, outputs: width, tensor),
                    modulation: try LinearTensors(
                        Name.modulation(layer), inputs: condition, outputs: ModulationPart.allCases.count * width,
                        isZero: true, tensor)))
        }
        self.blocks = blocks
        finalNorm = try NormTensors(Name.finalNorm, width: width, tensor)
        finalModulation = try LinearTensors(
            Name.finalModulation, inputs: condition, outputs: FinalModulationPart.allCases.count * width, isZero: true,
            tensor)
        roomHead = try LinearTensors(
            Name.roomHead, inputs: width, outputs: vocabulary.room.count, isZero: true, tensor)
        edgeHead = try LinearTensors(
            Name.edgeHead, inputs: width, outputs: vocabulary.edge.count, isZero: true, tensor)
    }
}

extension LinearTensors: Sendable where Tensor: Sendable {}
extension NormTensors: Sendable where Tensor: Sendable {}
extension DenoiserTensors: Sendable where Tensor: Sendable {}
extension DenoiserTensors.Block: Sendable where Tensor: Sendable {}

/// What the reference calls its tensors (those of a `Linear` or `LayerNorm`: without ".weight" and ".bias").
public enum DenoiserTensorName {
    /// Room vocabulary × width.
    public static let roomEmbedding = "node_embedding.embedding.weight"
    /// Edge vocabulary × width.
    public static let edgeEmbedding = "edge_embedding.embedding.weight"
    /// The first of three embeddings; the indices they are looked up by stand before it, as buffers of the module.
    public static let entityType = positions + "entity_type_emb.weight"
    /// n_max × width: one row for each room index.
    public static let roomIndex = positions + "node_index_emb.weight"
    /// n_max × width: an edge takes the sum of its rooms' rows.
    public static let pairIndex = positions + "pair_index_emb.weight"
    /// A layer's name, before `.weight` and `.bias`.
    public static let timeHidden = "timestep_embedding.mlp.0"
    /// A layer's name.
    public static let timeOutput = "timestep_embedding.mlp.2"
    /// A norm's name.
    public static let finalNorm = "final_norm"
    /// A layer's name.
    public static let finalModulation = "final_adaLN"
    /// A layer's name.
    public static let roomHead = "node_head"
    /// A layer's name.
    public static let edgeHead = "edge_head"
    /// The module that holds the embeddings of positions.
    public static let positions = "positional_encoding."

    /// The norm before the attention of block `layer`, counted from 0.
    public static func norm1(_ layer: Int) -> String { "blocks.\(layer).norm1" }
    /// Block `layer`'s queries, keys and values.
    public static func queryKeyValue(_ layer: Int) -> String { "blocks.\(layer).attn.qkv_proj" }
    /// Block `layer`'s layer behind the attention.
    public static func attentionOutput(_ layer: Int) -> String { "blocks.\(layer).attn.out_proj" }
    /// The norm before the MLP of block `layer`.
    public static func norm2(_ layer: Int) -> String { "blocks.\(layer).norm2" }
    /// Block `layer`'s MLP, first layer.
    public static func mlpHidden(_ layer: Int) -> String { "blocks.\(layer).mlp.0" }
    /// Block `layer`'s MLP, second layer.
    public static func mlpOutput(_ layer: Int) -> String { "blocks.\(layer).mlp.2" }
    /// Block `layer`'s modulation by the time.
    public static func modulation(_ layer: Int) -> String { "blocks.\(layer).adaLN_modulation" }
}
