import Foundation

/// alpha(t), the probability that a token is still kept at time t in [0, 1]. Parameters are float32, all arithmetic on
/// them float64 (behaviour 4).
public enum NoiseSchedule: Sendable, Hashable {
    /// exp(-(sigmaMin + t (sigmaMax - sigmaMin)))
    case linear(sigmaMin: Float = 0, sigmaMax: Float = 10)
    /// 1 - (1 - eps) t
    case logLinear(eps: Float = 1e-3)
    /// eps + (1 - eps) cos(pi t / 2)
    case cosine(eps: Float = 1e-3)

    /// The name in checkpoints, folders and scripts.
    public var name: String {
        switch self {
        case .linear: "linear"
        case .logLinear: "loglinear"
        case .cosine: "cosine"
        }
    }

    /// The schedule of that name with its default parameters.
    public init?(name: String) {
        switch name {
        case "linear": self = .linear()
        case "loglinear": self = .logLinear()
        case "cosine": self = .cosine()
        default: return nil
        }
    }

    public func alpha(_ t: Double) -> Double {
        switch self {
        case .linear(let sigmaMin, let sigmaMax):
            let low = Double(sigmaMin)
            return exp(-(low + t * (Double(sigmaMax) - low)))
        case .logLinear(let eps):
            return 1 - Double(1 - eps) * t
        case .cosine(let eps):
            return Double(eps) + Double(1 - eps) * cos(t * .pi / 2)
        }
    }

    /// alpha in float32 throughout, as the denoising evaluation masks (behaviour 14).
    public func alphaFloat(_ t: Float) -> Float {
        switch self {
        case .linear(let sigmaMin, let sigmaMax): exp(-(sigmaMin + t * (sigmaMax - sigmaMin)))
        case .logLinear(let eps): 1 - (1 - eps) * t
        case .cosine(let eps): eps + (1 - eps) * cos(t * .pi / 2)
        }
    }
}

/// What happens to a token on the way from time t to the earlier time s < t, given what is kept at both.
public enum StepProbability {
    /// The probability that a masked token is unmasked: (alpha(s) - alpha(t)) / (1 - alpha(t) + 1e-8), clamped.
    public static func unmasking(alphaT: Double, alphaS: Double) -> Float {
        Float(min(1, max(0, (alphaS - alphaT) / (1 - alphaT + 1e-8))))
    }

    /// The largest probability with which ReMDM may mask a token again: (1 - alpha(s)) / (alpha(t) + 1e-8), clamped.
    public static func largestRemasking(alphaT: Double, alphaS: Double) -> Float {
        Float(min(1, max(0, (1 - alphaS) / (alphaT + 1e-8))))
    }
}

extension NoiseSchedule {
    /// For the step from t to s: t is rounded to float32 first (it is the denoiser's input), s is not.
    public func unmaskingProbability(from t: Double, to s: Double) -> Float {
        StepProbability.unmasking(alphaT: alpha(Double(Float(t))), alphaS: alpha(s))
    }

    /// For the step from t to s, neither rounded.
    public func largestRemaskingProbability(from t: Double, to s: Double) -> Float {
        StepProbability.largestRemasking(alphaT: alpha(t), alphaS: alpha(s))
    }
}
