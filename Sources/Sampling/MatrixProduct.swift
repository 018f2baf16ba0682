import COpenBLAS

/// Matrix products on OpenBLAS, shaped so that a row of the result depends on that row of the input alone: OpenBLAS
/// picks its kernels by the shape, so rows always go through in blocks of one fixed size.
enum MatrixProduct {
    /// Rows in a block; buffers are padded to a multiple of it. A multiple of every OpenBLAS tile height.
    static let rowBlock = 192

    /// OpenBLAS keeps to one thread a call: diagrams are spread over threads above, where it cannot change results.
    static let singleThreaded: Void = openblas_set_num_threads(1)

    static func paddedRows(_ rows: Int) -> Int { (rows + rowBlock - 1) / rowBlock * rowBlock }

    /// y = x Wᵀ, without the bias.
    /// - Parameters:
    ///   - x: `paddedRows(rows)` × `layer.inputs`
    ///   - y: `paddedRows(rows)` × `layer.outputs`
    static func apply(
        _ layer: Linear, to x: UnsafePointer<Float>, rows: Int, into y: UnsafeMutablePointer<Float>
    ) {
        _ = singleThreaded
        layer.weight.withUnsafeBufferPointer { weight in
            for row in stride(from: 0, to: rows, by: rowBlock) {
                cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rowBlock), blasint(layer.outputs),
                    blasint(layer.inputs), 1, x + row * layer.inputs, blasint(layer.inputs), weight.baseAddress,
                    blasint(layer.inputs), 0, y + row * layer.outputs, blasint(layer.outputs))
            }
        }
    }
}
