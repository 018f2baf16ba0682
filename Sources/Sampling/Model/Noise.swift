/// What decides alpha: a schedule, or a v2 checkpoint's own rates.
public enum Noise: Sendable {
    /// One alpha(t) for all positions.
    case schedule(NoiseSchedule)
    /// An alpha(t) for every position.
    case learned(RateNetwork)
}
