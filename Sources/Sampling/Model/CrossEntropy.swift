import Foundation

/// The cross-entropy of softmax(x) against one class, natural log: log Σ exp(xᵢ - max x) - (x[class] - max x).
/// - Parameters:
///   - logit: x[class].
///   - largest: max x.
///   - total: Σ exp(xᵢ - max x). Training sums it in float32, as it needs the terms for the derivative; what is reported
///     of a trained network is summed in float64.
@inlinable
public func crossEntropy(logit: Float, largest: Float, total: Double) -> Double {
    log(total) - Double(logit - largest)
}
