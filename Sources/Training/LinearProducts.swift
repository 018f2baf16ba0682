import CKernels
import LinearAlgebra
import Sampling

/// The three matrix products of a `Linear` layer, y = x Wᵀ, on OpenBLAS.
struct LinearProducts {
    /// Where the layer's tensors start in `parameters`, and likewise in a gradient.
    let layer: LinearTensors<Int>
    let parameters: UnsafePointer<Float>

    init(_ layer: LinearTensors<Int>, _ parameters: UnsafePointer<Float>) {
        self.layer = layer
        self.parameters = parameters
    }

    /// y = x Wᵀ, without the bias. x: rows × inputs; y: rows × outputs.
    func forward(_ x: UnsafePointer<Float>, rows: Int, into y: UnsafeMutablePointer<Float>) {
        OpenBLAS.multiply(
            x, parameters + layer.weight, transposingB: true, rows: rows, columns: layer.outputs, inner: layer.inputs,
            into: y)
    }

    /// y = x Wᵀ + b.
    func forwardWithBias(_ x: UnsafePointer<Float>, rows: Int, into y: UnsafeMutablePointer<Float>) {
        forward(x, rows: rows, into: y)
        let bias = parameters + layer.bias
        for row in 0..<rows {
            let to = y + row * layer.outputs
            for column in 0..<layer.outputs { to[column] += bias[column] }
        }
    }

    /// dx = dy W, or dx += dy W where it adds. dy: rows × outputs; dx: rows × inputs.
    func input(
        _ dy: UnsafePointer<Float>, rows: Int, into dx: UnsafeMutablePointer<Float>, adding: Bool = false
    ) {
        OpenBLAS.multiply(
            dy, parameters + layer.weight, rows: rows, columns: layer.inputs, inner: layer.outputs,
            adding: adding, into: dx)
    }

    /// dW += dyᵀ x, db += the sum of dy's rows.
    func weights(
        _ dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, rows: Int, into gradient: UnsafeMutablePointer<Float>
    ) {
        OpenBLAS.multiply(
            dy, transposingA: true, x, rows: layer.outputs, columns: layer.inputs, inner: rows, adding: true,
            into: gradient + layer.weight)
        bds_column_sums(dy, rows, layer.outputs, gradient + layer.bias)
    }
}
