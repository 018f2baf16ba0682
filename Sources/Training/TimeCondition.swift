import Foundation
import Sampling

/// From the diagrams' times to their conditions c, both ways: e = timestepEmbedding(t), h = W₁ e + b₁, a = SiLU(h),
/// g = W₂ a + b₂, c = SiLU(g). What the way back needs is kept; one row a diagram.
final class TimeCondition {
    private let layout: ParameterLayout
    /// e: diagrams × frequency width.
    private let embedding: FloatBuffer
    /// h, a and g: diagrams × condition width.
    private let hidden, activated, output: FloatBuffer
    /// c: diagrams × condition width.
    let condition: FloatBuffer
    /// The loss's derivative by c, summed up by the blocks: diagrams × condition width.
    let dCondition: FloatBuffer
    /// That by a, then by h.
    private let dHidden: FloatBuffer

    /// - Parameter diagrams: the most a chunk may have.
    init(_ layout: ParameterLayout, diagrams: Int) {
        self.layout = layout
        let width = diagrams * layout.configuration.conditionWidth
        embedding = FloatBuffer(diagrams * layout.configuration.frequencyWidth)
        (hidden, activated, output) = (FloatBuffer(width), FloatBuffer(width), FloatBuffer(width))
        (condition, dCondition, dHidden) = (FloatBuffer(width), FloatBuffer(width), FloatBuffer(width))
    }

    /// Fills `condition` and clears `dCondition`.
    func forward(_ times: [Float], _ parameters: UnsafePointer<Float>) {
        let width = layout.configuration.frequencyWidth
        for (row, t) in times.enumerated() {
            let values = timestepEmbedding(t, width: width)
            (embedding.pointer + row * width).update(from: values, count: width)
        }
        let count = times.count * layout.configuration.conditionWidth
        LinearProducts(layout.tensors.timeHidden, parameters).forwardWithBias(
            embedding.pointer, rows: times.count, into: hidden.pointer)
        for index in 0..<count { activated.pointer[index] = silu(hidden.pointer[index]) }
        LinearProducts(layout.tensors.timeOutput, parameters).forwardWithBias(
            activated.pointer, rows: times.count, into: output.pointer)
        for index in 0..<count { condition.pointer[index] = silu(output.pointer[index]) }
        dCondition.fill(0)
    }

    /// Uses `dCondition` up.
    func backward(rows: Int, _ parameters: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) {
        let count = rows * layout.configuration.conditionWidth
        siluBackward(output, count, dCondition)
        let outputLayer = LinearProducts(layout.tensors.timeOutput, parameters)
        outputLayer.weights(dCondition.pointer, activated.pointer, rows: rows, into: gradient)
        outputLayer.input(dCondition.pointer, rows: rows, into: dHidden.pointer)
        siluBackward(hidden, count, dHidden)
        LinearProducts(layout.tensors.timeHidden, parameters).weights(
            dHidden.pointer, embedding.pointer, rows: rows, into: gradient)
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
