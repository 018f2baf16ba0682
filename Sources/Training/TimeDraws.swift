import Foundation
import Sampling

extension NoiseSchedule {
    /// The derivative of alpha(t).
    func slope(_ t: Double) -> Double {
        switch self {
        case .linear(let sigmaMin, let sigmaMax): -(Double(sigmaMax) - Double(sigmaMin)) * alpha(t)
        case .logLinear(let eps): -Double(1 - eps)
        case .cosine(let eps): -Double(1 - eps) * .pi / 2 * sin(t * .pi / 2)
        }
    }

    /// The time at which alpha is `value`, clamped to [0, 1].
    func time(alpha value: Double) -> Double {
        let t =
            switch self {
            case .linear(let sigmaMin, let sigmaMax):
                (-log(value) - Double(sigmaMin)) / max(1e-12, Double(sigmaMax) - Double(sigmaMin))
            case .logLinear(let eps): (1 - value) / Double(1 - eps)
            case .cosine(let eps): 2 / .pi * acos(min(1, max(-1, (value - Double(eps)) / Double(1 - eps))))
            }
        return min(1, max(0, t))
    }

    /// What the loss of a sample at time `t` is multiplied by (behaviour 15): w(t), t no smaller than 1e-5.
    func lossWeight(_ t: Double) -> Double {
        let t = max(t, 1e-5)
        return min(1000, -slope(t) / (1 - alpha(t) + 1e-8))
    }
}

/// When a sample stands, and what its loss weighs.
struct TimeDraw {
    let t: Float
    let weight: Double
}

extension TrainingOptions {
    /// One draw for each sample of a batch.
    /// - Parameter uniform: `batchSize` numbers of [0, 1).
    func times(_ uniform: [Double]) -> [TimeDraw] {
        uniform.enumerated().map { index, u in
            switch times {
            case .importance:
                // Of loglinear, 1 - alpha runs from its eps to 1 - eps; the others follow it at the lower end.
                let (least, most) = maskedShares(from: 1e-3)
                let t = Float(schedule.time(alpha: 1 - exp(u * log(most) + (1 - u) * log(least))))
                return TimeDraw(t: t, weight: schedule.lossWeight(Double(t)))
            case .stratified:
                let (least, most) = maskedShares(from: 0)
                let share = least + (most - least) * (Double(index) + u) / Double(uniform.count)
                return TimeDraw(t: Float(schedule.time(alpha: 1 - share)), weight: min(1000, 1 / (share + 1e-8)))
            }
        }
    }

    /// The least and largest share of tokens that is ever masked.
    private func maskedShares(from least: Double) -> (Double, Double) {
        if case .logLinear(let eps) = schedule, times == .importance { return (Double(eps), 1 - Double(eps)) }
        return (max(least, 1 - schedule.alpha(0)), 1 - schedule.alpha(1))
    }
}
