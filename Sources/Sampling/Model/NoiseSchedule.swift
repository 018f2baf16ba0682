import Foundation

/// alpha(t), the probability that a token is still kept at time t in [0, 1]: falls from about 1 to about 0. Parameters
/// are float32, all arithmetic on them float64.
///
/// All that is known of a schedule stands in this file: a new one is a case, a row of `kinds`, and a line in each of the
/// functions below. Checkpoints, parameters of commands, training and messages follow.
///
///     NoiseSchedule(name: "loglinear")?.alpha(0.5)    // 0.5005
///
/// <doc:NoiseSchedules> has the formulas and their source.
public enum NoiseSchedule: Sendable, Hashable {
    /// exp(-(sigmaMin + t (sigmaMax - sigmaMin)))
    case linear(sigmaMin: Float = 0, sigmaMax: Float = 10)
    /// 1 - (1 - eps) t
    case logLinear(eps: Float = 1e-3)
    /// eps + (1 - eps) cos(pi t / 2)
    case cosine(eps: Float = 1e-3)

    /// The table of schedules, in the order in which they are listed.
    public static let kinds: [Kind] = [
        Kind("linear", [.init("sigma_min", 0, in: 0...1000), .init("sigma_max", 10, in: 0...1000)]) {
            .linear(sigmaMin: $0[0], sigmaMax: $0[1])
        },
        Kind("loglinear", [.init("eps", 1e-3, in: 0...1)]) { .logLinear(eps: $0[0]) },
        Kind("cosine", [.init("eps", 1e-3, in: 0...1)]) { .cosine(eps: $0[0]) },
    ]

    /// Its name in the table, and its parameters' values in the table's order.
    private var row: (name: String, values: [Float]) {
        switch self {
        case .linear(let sigmaMin, let sigmaMax): ("linear", [sigmaMin, sigmaMax])
        case .logLinear(let eps): ("loglinear", [eps])
        case .cosine(let eps): ("cosine", [eps])
        }
    }

    /// alpha at `t`, in float64.
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

    /// alpha in float32 throughout, as the denoising evaluation masks.
    public func alphaFloat(_ t: Float) -> Float {
        switch self {
        case .linear(let sigmaMin, let sigmaMax): exp(-(sigmaMin + t * (sigmaMax - sigmaMin)))
        case .logLinear(let eps): 1 - (1 - eps) * t
        case .cosine(let eps): eps + (1 - eps) * cos(t * .pi / 2)
        }
    }

    /// The derivative of alpha at `t`; not positive.
    public func derivative(_ t: Double) -> Double {
        switch self {
        case .linear(let sigmaMin, let sigmaMax): -(Double(sigmaMax) - Double(sigmaMin)) * alpha(t)
        case .logLinear(let eps): -Double(1 - eps)
        case .cosine(let eps): -Double(1 - eps) * .pi / 2 * sin(t * .pi / 2)
        }
    }

    /// The time at which alpha is `value`, clamped to [0, 1].
    public func time(alpha value: Double) -> Double {
        let t =
            switch self {
            case .linear(let sigmaMin, let sigmaMax):
                (-log(value) - Double(sigmaMin)) / max(1e-12, Double(sigmaMax) - Double(sigmaMin))
            case .logLinear(let eps): (1 - value) / Double(1 - eps)
            case .cosine(let eps): 2 / .pi * acos(min(1, max(-1, (value - Double(eps)) / Double(1 - eps))))
            }
        return min(1, max(0, t))
    }

    /// The least and largest fraction of masked tokens, 1 - alpha, that training by importance draws. loglinear's are the
    /// reference's, its eps and 1 - eps; the others follow it at the lower end.
    public var importanceRange: (least: Double, most: Double) {
        switch self {
        case .logLinear(let eps): (Double(eps), 1 - Double(eps))
        case .linear, .cosine: (max(1e-3, 1 - alpha(0)), 1 - alpha(1))
        }
    }
}

extension NoiseSchedule {
    /// A row of the table: what a kind of schedule is called and what it is given.
    public struct Kind: Sendable {
        /// The name in checkpoints (`config.noise.type`), folders and scripts.
        public let name: String
        /// What it is given, in order.
        public let parameters: [Parameter]
        /// From one value for each of the parameters.
        let make: @Sendable ([Float]) -> NoiseSchedule

        init(_ name: String, _ parameters: [Parameter], make: @escaping @Sendable ([Float]) -> NoiseSchedule) {
            self.name = name
            self.parameters = parameters
            self.make = make
        }
    }

    /// A number that a schedule is given.
    public struct Parameter: Hashable, Sendable {
        /// Its key in `config.noise`.
        public let name: String
        /// Its value where nothing says otherwise.
        public let standard: Float
        /// What a checkpoint may say.
        public let range: ClosedRange<Double>

        init(_ name: String, _ standard: Float, in range: ClosedRange<Double>) {
            self.name = name
            self.standard = standard
            self.range = range
        }
    }

    /// The names of all kinds.
    public static var names: [String] { kinds.map(\.name) }

    /// The schedule of that name.
    /// - Parameter value: a parameter's value; nil: its standard one. Whether it is in range is the caller's to check.
    /// - Returns: nil when there is no such schedule.
    public init?<Failure: Error>(
        name: String, value: (Parameter) throws(Failure) -> Float?
    ) throws(Failure) {
        guard let kind = Self.kinds.first(where: { $0.name == name }) else { return nil }
        var values: [Float] = []
        for parameter in kind.parameters { values.append(try value(parameter) ?? parameter.standard) }
        self = kind.make(values)
    }

    /// The schedule of that name with its standard parameters; nil when there is none.
    public init?(name: String) {
        self.init(name: name) { _ in nil }
    }

    /// The name in checkpoints, folders and scripts.
    public var name: String { row.name }

    /// What it was given, by the names in `config.noise`.
    public var parameters: [(name: String, value: Float)] {
        let row = row
        let kind = Self.kinds.first { $0.name == row.name }
        return zip(kind?.parameters ?? [], row.values).map { ($0.name, $1) }
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
