import Foundation
import RandomStreams

extension ParameterLayout {
    /// Fresh parameters, `count` of them, as each tensor's specification says. adaLN modulations and both heads are zero,
    /// so that the model starts as no model at all. Numbers are drawn in the order of `entries`.
    public func initialParameters(_ generator: inout TorchGenerator) -> [Float] {
        var parameters = [Float](repeating: 0, count: count)
        for entry in entries {
            switch entry.specification.initialization {
            case .zeros: break
            case .ones: for index in entry.range { parameters[index] = 1 }
            case .normal: for index in entry.range { parameters[index] = Self.normal(&generator) }
            case .uniform(let bound):
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
