import COpenBLAS

/// What is asked of OpenBLAS, and the one place that says with how many threads: one a call. Work is spread over threads
/// above it, where that cannot change results; for matrices as small as these its own threads would only wait, and keep
/// the cores busy with it.
public enum OpenBLAS {
    private static let singleThreaded: Void = openblas_set_num_threads(1)

    /// c = a b, or c += a b: row-major float32. The order of the sums is OpenBLAS's, and depends on the shapes alone.
    /// - Parameters:
    ///   - a: rows × inner, or inner × rows where it is transposed.
    ///   - b: inner × columns, or columns × inner where it is transposed.
    ///   - c: rows × columns.
    public static func multiply(
        _ a: UnsafePointer<Float>, transposingA: Bool = false, _ b: UnsafePointer<Float>, transposingB: Bool = false,
        rows: Int, columns: Int, inner: Int, adding: Bool = false, into c: UnsafeMutablePointer<Float>
    ) {
        _ = singleThreaded
        cblas_sgemm(
            CblasRowMajor, transposingA ? CblasTrans : CblasNoTrans, transposingB ? CblasTrans : CblasNoTrans,
            blasint(rows), blasint(columns), blasint(inner), 1, a, blasint(transposingA ? rows : inner), b,
            blasint(transposingB ? inner : columns), adding ? 1 : 0, c, blasint(columns))
    }

    /// y += x, `count` numbers each.
    public static func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int) {
        _ = singleThreaded
        cblas_saxpy(blasint(count), 1, x, 1, y, 1)
    }

    /// The ascending eigenvalues of a symmetric matrix (LAPACK's dsyev), `size` of them.
    /// - Parameter matrix: `size` × `size`; only its lower triangle, as Fortran sees it, is read.
    /// - Throws: `EigenvalueFailure` with LAPACK's code when they do not converge.
    public static func eigenvalues(symmetric matrix: [Double], size: Int) throws(EigenvalueFailure) -> [Double] {
        guard size > 0 else { return [] }
        _ = singleThreaded
        var matrix = matrix
        var order = Int32(size)
        var eigenvalues = [Double](repeating: 0, count: size)
        var workSize = 64 * order
        var work = [Double](repeating: 0, count: Int(workSize))
        var code: Int32 = 0
        dsyev_("N", "L", &order, &matrix, &order, &eigenvalues, &work, &workSize, &code)
        guard code == 0 else { throw EigenvalueFailure(code: Int(code)) }
        return eigenvalues
    }
}

/// LAPACK's dsyev failed; `code` is its `info`.
public struct EigenvalueFailure: Error, Hashable {
    /// LAPACK's `info`: how many off-diagonal elements did not converge.
    public let code: Int
}
