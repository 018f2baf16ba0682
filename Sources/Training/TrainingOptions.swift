import Foundation
import Sampling

/// How a denoiser is trained; the defaults are the reference's . There is no dropout. See <doc:TrainingStep>.
public struct TrainingOptions: Sendable, Hashable {
    /// How times are drawn, and what a sample's loss is multiplied by.
    public enum Times: String, Sendable, CaseIterable {
        /// The reference's: the logarithm of 1 - alpha(t) is uniform (between 1e-3 and its largest value), and the
        /// weight is w(t) = min(1000, -alpha'(t) / (1 - alpha(t) + 1e-8)).
        case importance
        /// 1 - alpha(t), the fraction of masked tokens, is uniform, one draw in each of `batchSize` strata, and the weight is
        /// min(1000, 1 / (1 - alpha(t) + 1e-8)). Its mean is that of uniform t under w(t), whatever the schedule.
        case stratified
    }

    /// What becomes of the learning rate after the warm-up.
    public enum Decay: String, Sendable, CaseIterable {
        /// The reference's: it stays.
        case none
        /// Half a cosine, down to nothing at the last step.
        case cosine
    }

    /// What masks the plans.
    public var schedule: NoiseSchedule
    /// Batches trained on, in all.
    public var steps: Int
    /// Diagrams per step.
    public var batchSize: Int
    /// AdamW's, after the warm-up.
    public var learningRate: Double
    /// Steps in which the learning rate grows to `learningRate`.
    public var warmupSteps: Int
    /// AdamW's, of all parameters.
    public var weightDecay: Double
    /// The gradient's largest length.
    public var clip: Double
    /// How times are drawn.
    public var times: Times
    /// The power of the inverse class frequencies that a relation weighs in the loss: 1 is the reference's, by which rare
    /// relations are learned, and overdrawn; at 0 all weigh the same, and samples have the frequencies of the plans.
    public var edgeBalance: Double
    /// What becomes of the learning rate after the warm-up.
    public var decay: Decay
    /// Of initial parameters, the order of the plans, and masks.
    public var seed: Int

    /// The defaults are the reference's.
    public init(
        schedule: NoiseSchedule, steps: Int, batchSize: Int = 256, learningRate: Double = 3e-4, warmupSteps: Int = 1000,
        weightDecay: Double = 0.01, clip: Double = 1, times: Times = .importance, edgeBalance: Double = 1,
        decay: Decay = .none, seed: Int = 42
    ) {
        self.schedule = schedule
        self.steps = steps
        self.batchSize = batchSize
        self.learningRate = learningRate
        self.warmupSteps = warmupSteps
        self.weightDecay = weightDecay
        self.clip = clip
        self.times = times
        self.edgeBalance = edgeBalance
        self.decay = decay
        self.seed = seed
    }

    /// The learning rate of step `step`, counted from 0: linear up to `learningRate` during the warm-up.
    public func learningRate(at step: Int) -> Double {
        if step < warmupSteps { return learningRate * Double(step + 1) / Double(warmupSteps) }
        guard decay == .cosine, steps > warmupSteps else { return learningRate }
        let progress = Double(step - warmupSteps) / Double(steps - warmupSteps)
        return learningRate * 0.5 * (1 + cos(.pi * min(1, progress)))
    }
}
