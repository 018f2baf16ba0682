import Foundation
import Sampling

/// From a diagram's time to its condition c, both ways: waves → Linear → SiLU → Linear → SiLU (behaviour 3).
final class TimeCondition {
    private let layout: ParameterLayout
    private let waves: FloatBuffer
    private let before1: FloatBuffer
    private let after1: FloatBuffer
    private let before2: FloatBuffer
    /// Diagrams × condition width.
    let condition: FloatBuffer
    /// The loss's derivative by `condition`, summed up by the blocks.
    let dCondition: FloatBuffer
    private let dHidden: FloatBuffer

    init(_ layout: ParameterLayout, diagrams: Int) {
        self.layout = layout
        let width = diagrams * layout.configuration.conditionWidth
        waves = FloatBuffer(diagrams * layout.configuration.frequencyWidth)
        (before1, after1, before2) = (FloatBuffer(width), FloatBuffer(width), FloatBuffer(width))
        (condition, dCondition, dHidden) = (FloatBuffer(width), FloatBuffer(width), FloatBuffer(width))
    }

    func forward(_ times: [Float], _ parameters: UnsafePointer<Float>) {
        let width = layout.configuration.frequencyWidth
        let half = width / 2
        for (row, t) in times.enumerated() {
            for k in 0..<half {
                let angle = t * exp(-Float(log(10000.0)) * Float(k) / Float(half))
                waves.pointer[row * width + k] = cos(angle)
                waves.pointer[row * width + half + k] = sin(angle)
            }
        }
        let count = times.count * layout.configuration.conditionWidth
        LinearProducts(layout.timeHidden, parameters).forwardWithBias(
            waves.pointer, rows: times.count, into: before1.pointer)
        silu(before1, count, into: after1)
        LinearProducts(layout.timeOutput, parameters).forwardWithBias(
            after1.pointer, rows: times.count, into: before2.pointer)
        silu(before2, count, into: condition)
        dCondition.fill(0)
    }

    /// Uses `dCondition` up.
    func backward(rows: Int, _ parameters: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) {
        let count = rows * layout.configuration.conditionWidth
        siluBackward(before2, count, dCondition)
        let output = LinearProducts(layout.timeOutput, parameters)
        output.weights(dCondition.pointer, after1.pointer, rows: rows, into: gradient)
        output.input(dCondition.pointer, rows: rows, into: dHidden.pointer)
        siluBackward(before1, count, dHidden)
        LinearProducts(layout.timeHidden, parameters).weights(
            dHidden.pointer, waves.pointer, rows: rows, into: gradient)
    }

    private func silu(_ x: FloatBuffer, _ count: Int, into y: FloatBuffer) {
        for index in 0..<count { y.pointer[index] = x.pointer[index] / (1 + exp(-x.pointer[index])) }
    }

    /// d, the derivative by SiLU(x), becomes that by x.
    private func siluBackward(_ x: FloatBuffer, _ count: Int, _ d: FloatBuffer) {
        for index in 0..<count {
            let value = x.pointer[index]
            let sigmoid = 1 / (1 + exp(-value))
            d.pointer[index] *= sigmoid * (1 + value * (1 - sigmoid))
        }
    }
}
