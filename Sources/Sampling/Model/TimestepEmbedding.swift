import Foundation

/// The sinusoidal embedding of a time in [0, 1], `width` numbers (even): cos(t ω_k), then sin(t ω_k), with
/// ω_k = 10000^(-k / (width/2)) for k from 0; float32 throughout. (DiT's, without its factor of 1000.)
public func timestepEmbedding(_ t: Float, width: Int) -> [Float] {
    let half = width / 2
    let angles = (0..<half).map { k in t * exp(-Float(log(10000.0)) * Float(k) / Float(half)) }
    return angles.map { cos($0) } + angles.map { sin($0) }
}

/// x · sigmoid(x) in float32.
@inlinable
public func silu(_ x: Float) -> Float { x / (1 + exp(-x)) }
