import Foundation
import Sampling

extension NoiseSchedule {
    /// What the loss of a sample at time `t` is multiplied by: w(t) = min(1000, -alpha'(t) / (1 - alpha(t) + 1e-8)), t no smaller than 1e-5.
    func lossWeight(_ t: Double) -> Double {
        let t = max(t, 1e-5)
        return min(1000, -derivative(t) / (1 - alpha(t) + 1e-8))
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
                let (least, most) = schedule.importanceRange
                let t = Float(schedule.time(alpha: 1 - exp(u * log(most) + (1 - u) * log(least))))
                return TimeDraw(t: t, weight: schedule.lossWeight(Double(t)))
            case .stratified:
                let (least, most) = (max(0, 1 - schedule.alpha(0)), 1 - schedule.alpha(1))
                let fraction = least + (most - least) * (Double(index) + u) / Double(uniform.count)
                return TimeDraw(t: Float(schedule.time(alpha: 1 - fraction)), weight: min(1000, 1 / (fraction + 1e-8)))
            }
        }
    }
}
