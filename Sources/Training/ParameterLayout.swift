import BubbleDiagrams
import Sampling

/// A denoiser's learned numbers as one flat array: which tensor lies where, in the order of the reference's state dict
/// (behaviour 3).
public struct ParameterLayout: Sendable {
    public struct Entry: Sendable {
        /// As in `model_state_dict`.
        public let name: String
        public let shape: [Int]
        /// Where its numbers lie, row-major.
        public let range: Range<Int>
    }

    /// A `Linear`'s place: weight (outputs × inputs), then bias.
    struct Linear: Sendable {
        let inputs: Int
        let outputs: Int
        let weight: Int
        let bias: Int
    }

    /// A `LayerNorm`'s place, both of the model's width.
    struct Norm: Sendable {
        let weight: Int
        let bias: Int
    }

    struct Block: Sendable {
        let norm1: Norm
        let queryKeyValue: Linear
        let attentionOutput: Linear
        let norm2: Norm
        let mlpHidden: Linear
        let mlpOutput: Linear
        let modulation: Linear
    }

    public let configuration: DenoiserConfiguration
    public let entries: [Entry]
    /// Numbers in all.
    public let count: Int

    // Where the parts start.
    let roomEmbedding: Int
    let edgeEmbedding: Int
    let entityType: Int
    let roomIndex: Int
    let pairIndex: Int
    let timeHidden: Linear
    let timeOutput: Linear
    let blocks: [Block]
    let finalNorm: Norm
    let finalModulation: Linear
    let roomHead: Linear
    let edgeHead: Linear

    public init(_ configuration: DenoiserConfiguration) {
        self.configuration = configuration
        let width = configuration.modelWidth
        let vocabulary = configuration.layout.vocabulary
        var entries: [Entry] = []

        func place(_ name: String, _ shape: Int...) -> Int {
            let start = entries.last?.range.upperBound ?? 0
            entries.append(Entry(name: name, shape: shape, range: start..<start + shape.reduce(1, *)))
            return start
        }
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> Linear {
            Linear(
                inputs: inputs, outputs: outputs, weight: place(name + ".weight", outputs, inputs),
                bias: place(name + ".bias", outputs))
        }
        func norm(_ name: String) -> Norm {
            Norm(weight: place(name + ".weight", width), bias: place(name + ".bias", width))
        }

        roomEmbedding = place("node_embedding.embedding.weight", vocabulary.room.count, width)
        edgeEmbedding = place("edge_embedding.embedding.weight", vocabulary.edge.count, width)
        entityType = place("positional_encoding.entity_type_emb.weight", 2, width)
        roomIndex = place("positional_encoding.node_index_emb.weight", configuration.layout.maxRooms, width)
        pairIndex = place("positional_encoding.pair_index_emb.weight", configuration.layout.maxRooms, width)
        timeHidden = linear("timestep_embedding.mlp.0", configuration.frequencyWidth, configuration.conditionWidth)
        timeOutput = linear("timestep_embedding.mlp.2", configuration.conditionWidth, configuration.conditionWidth)
        blocks = (0..<configuration.layerCount).map { layer in
            let name = "blocks.\(layer)."
            return Block(
                norm1: norm(name + "norm1"), queryKeyValue: linear(name + "attn.qkv_proj", width, 3 * width),
                attentionOutput: linear(name + "attn.out_proj", width, width), norm2: norm(name + "norm2"),
                mlpHidden: linear(name + "mlp.0", width, configuration.hiddenWidth),
                mlpOutput: linear(name + "mlp.2", configuration.hiddenWidth, width),
                modulation: linear(name + "adaLN_modulation", configuration.conditionWidth, 6 * width))
        }
        finalNorm = norm("final_norm")
        finalModulation = linear("final_adaLN", configuration.conditionWidth, 2 * width)
        roomHead = linear("node_head", width, vocabulary.room.count)
        edgeHead = linear("edge_head", width, vocabulary.edge.count)
        self.entries = entries
        count = entries.last?.range.upperBound ?? 0
    }
}

extension ParameterLayout.Linear {
    /// The first `count` outputs alone.
    func prefix(_ count: Int) -> Self { Self(inputs: inputs, outputs: count, weight: weight, bias: bias) }
}
