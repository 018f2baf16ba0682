import BubbleDiagrams

/// One denoising step from time t to the earlier time s, with all that depends on the time alone.
public struct Step: Sendable {
    /// From 0, the first one, which is that of the most noise.
    public let number: Int
    /// Times, 1 (all noise) to 0 (clean).
    public let t: Double
    /// The time it ends at, below `t`.
    public let s: Double
    /// The probability that a masked token is unmasked.
    public let unmasking: PositionValues
    /// The largest probability with which a decoded token may be masked again.
    public let remaskingLimit: PositionValues

    /// Whether it ends at s = 0.
    public var isLast: Bool { s == 0 }
}

/// A number for every position of a layout.
public enum PositionValues: Sendable, Hashable {
    /// The same one everywhere: a schedule's.
    case uniform(Float)
    /// One a position: learned rates'.
    case perPosition([Float])

    /// The number of `position`.
    @inline(__always)
    public subscript(position: Int) -> Float {
        switch self {
        case .uniform(let value): value
        case .perPosition(let values): values[position]
        }
    }

    /// What `transform` makes of each.
    func map(_ transform: (Float) -> Float) -> PositionValues {
        switch self {
        case .uniform(let value): .uniform(transform(value))
        case .perPosition(let values): .perPosition(values.map(transform))
        }
    }
}

/// The steps of a run, first to last; each is made when it is asked for, so that many take no memory.
public struct StepSequence: Sendable {
    /// What decides alpha.
    public let noise: Noise
    /// Steps of the run.
    public let count: Int

    /// - Parameter count: at least 1.
    public init(noise: Noise, count: Int) {
        self.noise = noise
        self.count = count
    }

    /// Step `number`, from 0: t = (count - number) / count, s = t - 1 / count.
    public subscript(number: Int) -> Step {
        let i = count - 1 - number
        let t = Double(i + 1) / Double(count)
        let s = Double(i) / Double(count)
        let unmasking: PositionValues
        let limit: PositionValues
        switch noise {
        case .schedule(let schedule):
            unmasking = .uniform(schedule.unmaskingProbability(from: t, to: s))
            limit = .uniform(schedule.largestRemaskingProbability(from: t, to: s))
        case .learned(let rates):
            let pairs = zip(rates.alpha(Float(t)), rates.alpha(Float(s)))
            unmasking = .perPosition(
                pairs.map { StepProbability.unmasking(alphaT: Double($0), alphaS: Double($1)) })
            limit = .perPosition(
                pairs.map { StepProbability.largestRemasking(alphaT: Double($0), alphaS: Double($1)) })
        }
        return Step(number: number, t: t, s: s, unmasking: unmasking, remaskingLimit: limit)
    }
}
