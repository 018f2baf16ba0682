import BubbleDiagrams
import Foundation

/// MELD's learned noise schedule (v2): every position has a rate of its own, alpha(position, t) = sigmoid(-gamma), where
/// gamma runs from `gamma_min` to `gamma_max` along a polynomial in t without constant term, its coefficients positive
/// and made of the position's embedding by an MLP. <doc:LearnedRates> has the formulas and their source.
public struct RateNetwork: Sendable {
    /// Whose positions have rates.
    public let layout: TokenLayout
    /// Positions × K: the polynomial's coefficients, all positive.
    private let coefficients: [[Float]]
    private let gammaMin: Float
    private let gammaMax: Float
    /// Numbers in the state dict's learned tensors.
    public let parameterCount: Int

    /// Gathers a state dict's tensors (`rate_network_state_dict`).
    /// - Parameter tensor: gives a float tensor of that name and shape, or throws.
    public init<Failure: Error>(
        layout: TokenLayout, embeddingWidth: Int, hiddenWidth: Int, degree: Int,
        tensor: (_ name: String, _ shape: [Int]) throws(Failure) -> [Float]
    ) throws(Failure) {
        self.layout = layout
        var count = 0
        func values(_ specification: TensorSpecification) throws(Failure) -> [Float] {
            let values = try tensor(specification.name, specification.shape)
            count += values.count
            return values
        }
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) throws(Failure) -> Linear {
            Linear(try LinearTensors(name, inputs: inputs, outputs: outputs, values))
        }
        let embeddings = try values(TensorSpecification("node_embeddings.weight", [layout.maxRooms, embeddingWidth]))
        let roomProjection = try linear("proj_node", embeddingWidth, embeddingWidth)
        let edgeProjection = try linear("proj_edge", embeddingWidth, embeddingWidth)
        let hidden = try linear("coeff_mlp.0", embeddingWidth, hiddenWidth)
        let output = try linear("coeff_mlp.2", hiddenWidth, degree)

        func embedding(_ room: Int) -> [Float] {
            Array(embeddings[room * embeddingWidth..<(room + 1) * embeddingWidth])
        }
        let positions =
            (0..<layout.maxRooms).map { roomProjection.applied(to: embedding($0)) }
            + layout.pairs.map { pair in
                edgeProjection.applied(to: zip(embedding(pair.first), embedding(pair.second)).map { $0 + $1 })
            }
        coefficients = positions.map { position in
            output.applied(to: hidden.applied(to: position).map(silu)).map { softplus($0) }
        }
        parameterCount = count
        gammaMin = try tensor("gamma_min", [])[0]
        gammaMax = try tensor("gamma_max", [])[0]
    }

    /// alpha of every position of the layout at time `t`. (PAD's, which is 1, is never asked for.)
    public func alpha(_ t: Float) -> [Float] {
        coefficients.map { coefficients in
            var power: Float = 1
            var weighted: Float = 0
            var total: Float = 0
            for coefficient in coefficients {
                power *= t
                weighted += coefficient * power
                total += coefficient
            }
            let gamma = weighted / total * (gammaMax - gammaMin) + gammaMin
            return 1 / (1 + exp(gamma))
        }
    }
}

/// log(1 + exp(x)), x itself beyond 20 as PyTorch has it.
private func softplus(_ x: Float) -> Float { x > 20 ? x : log1p(exp(x)) }
