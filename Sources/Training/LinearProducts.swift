import CKernels
import COpenBLAS

/// The three matrix products of a `Linear` layer, y = x Wᵀ, on OpenBLAS, one thread each.
struct LinearProducts {
    let layer: ParameterLayout.Linear
    let parameters: UnsafePointer<Float>

    init(_ layer: ParameterLayout.Linear, _ parameters: UnsafePointer<Float>) {
        self.layer = layer
        self.parameters = parameters
        _ = Self.singleThreaded
    }

    /// OpenBLAS keeps to one thread a call: chunks are spread over threads above, where that cannot change results.
    private static let singleThreaded: Void = openblas_set_num_threads(1)

    /// y = x Wᵀ, without the bias. x: rows × inputs; y: rows × outputs.
    func forward(_ x: UnsafePointer<Float>, rows: Int, into y: UnsafeMutablePointer<Float>) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), blasint(layer.outputs), blasint(layer.inputs), 1, x,
            blasint(layer.inputs), parameters + layer.weight, blasint(layer.inputs), 0, y, blasint(layer.outputs))
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

    /// dx = dy W, or dx += dy W where it adds.
    func input(
        _ dy: UnsafePointer<Float>, rows: Int, into dx: UnsafeMutablePointer<Float>, adding: Bool = false
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(layer.inputs), blasint(layer.outputs), 1,
            dy, blasint(layer.outputs), parameters + layer.weight, blasint(layer.inputs), adding ? 1 : 0, dx,
            blasint(layer.inputs))
    }

    /// dW += dyᵀ x, db += the sum of dy's rows.
    func weights(
        _ dy: UnsafePointer<Float>, _ x: UnsafePointer<Float>, rows: Int, into gradient: UnsafeMutablePointer<Float>
    ) {
        cblas_sgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, blasint(layer.outputs), blasint(layer.inputs), blasint(rows), 1,
            dy,
            blasint(layer.outputs), x, blasint(layer.inputs), 1, gradient + layer.weight, blasint(layer.inputs))
        bds_column_sums(dy, rows, layer.outputs, gradient + layer.bias)
    }
}
