import Foundation
import RandomStreams

extension ParameterLayout {
    /// Fresh parameters, as PyTorch's modules start: embeddings standard normal; a `Linear`'s weight and bias uniform
    /// within ±1/√inputs; LayerNorms 1 and 0. adaLN modulations, the final one and both heads are zero (behaviour 15),
    /// so that the model starts as no model at all. Numbers are drawn in the order of `entries`.
    public func initialParameters(_ generator: inout TorchGenerator) -> [Float] {
        var parameters = [Float](repeating: 0, count: count)
        var bound: Float = 0
        for entry in entries {
            if entry.name.contains("_emb.") || entry.name.contains("embedding.embedding") {
                for index in entry.range { parameters[index] = Self.normal(&generator) }
            } else if entry.name.contains("norm") {
                if entry.name.hasSuffix(".weight") { for index in entry.range { parameters[index] = 1 } }
            } else if entry.name.contains("adaLN") || entry.name.contains("_head.") {
                continue
            } else {
                // A bias follows its weight, and takes its bound.
                if entry.shape.count == 2 { bound = 1 / Float(entry.shape[1]).squareRoot() }
                for index in entry.range { parameters[index] = (2 * generator.uniformFloat() - 1) * bound }
            }
        }
        return parameters
    }

    /// Box and Muller's, one of the two thrown away.
    private static func normal(_ generator: inout TorchGenerator) -> Float {
        let radius = (-2 * log1p(-generator.uniformDouble())).squareRoot()
        return Float(radius * cos(2 * .pi * generator.uniformDouble()))
    }
}
