import CKernels
import LinearAlgebra

/// Which code multiplies matrices. Both give the same tokens on the golden files; logits differ in the last bits.
public enum MatrixBackend: String, Sendable, CaseIterable {
    /// Our own kernel (`bds_linear`): an output is one chain of multiply-adds, so that a row's value depends on that row
    /// alone, whatever stands beside it and whatever the width of the machine's vectors. The default.
    case packed
    /// OpenBLAS, one product a diagram: it sums rows differently by where they stand in the matrix (seen with its Haswell
    /// and Zen kernels: rows 0–5 and 6–11 of every twelve), so diagrams never share one.
    case blas

    /// y = x Wᵀ, without the bias.
    /// - Parameters:
    ///   - x: rows × `layer.inputs`
    ///   - starts: where each diagram's rows start; the last entry is the number of rows.
    ///   - y: rows × `layer.outputs`
    func apply(
        _ layer: Linear, to x: UnsafePointer<Float>, starts: [Int], into y: UnsafeMutablePointer<Float>
    ) {
        switch self {
        case .packed:
            bds_linear(x, starts.last ?? 0, layer.inputs, layer.packed, layer.outputs, y)
        case .blas:
            for (start, end) in zip(starts, starts.dropFirst()) where end > start {
                OpenBLAS.multiply(
                    x + start * layer.inputs, layer.weight, transposingB: true, rows: end - start,
                    columns: layer.outputs,
                    inner: layer.inputs, into: y + start * layer.outputs)
            }
        }
    }
}

extension MatrixBackend {
    /// The vector instructions our kernels use on this machine: avx512, avx2 or portable.
    public static var instructionSet: String { String(cString: bds_instruction_set()) }
}
