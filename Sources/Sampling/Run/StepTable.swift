import BubbleDiagrams

/// One denoising step from t to s, with all that depends on the time alone.
struct Step: Sendable {
    let t: Double
    let modulation: Modulation
    /// Probability of unmasking, by position of the layout.
    let unmasking: [Float]
    /// Whether the probabilities are one and the same schedule's.
    let isUniform: Bool
    /// Nil when this step does not remask.
    let remasking: StepRemasking?
    let isLast: Bool
}

/// How a step remasks.
struct StepRemasking: Sendable {
    let strategy: Remasking.Strategy
    /// The largest probability, by position.
    let limits: [Float]

    /// The probabilities by position where they depend on nothing else.
    var probabilities: [Float]? {
        let known = limits.compactMap { strategy.probability(limit: $0) }
        return known.count == limits.count ? known : nil
    }
}

/// The steps of a run, first to last: shared by every batch and seed.
struct StepTable: Sendable {
    let steps: [Step]

    init(denoiser: some Denoiser, noise: Noise, options: SamplerOptions) {
        let layout = denoiser.configuration.layout
        let count = options.steps
        steps = (0..<count).reversed().map { i in
            let t = Double(i + 1) / Double(count)
            let s = Double(i) / Double(count)
            let strategy = options.remasking.flatMap { i > 0 && t < $0.tSwitch && !$0.isIdle ? $0.strategy : nil }
            let unmasking: [Float]
            let limits: [Float]
            switch noise {
            case .schedule(let schedule):
                func everywhere(_ value: Float) -> [Float] { [Float](repeating: value, count: layout.length) }
                unmasking = everywhere(schedule.unmaskingProbability(from: t, to: s))
                limits = everywhere(schedule.largestRemaskingProbability(from: t, to: s))
            case .learned(let rates):
                let pairs = zip(rates.alpha(Float(t)), rates.alpha(Float(s)))
                unmasking = pairs.map { StepProbability.unmasking(alphaT: Double($0), alphaS: Double($1)) }
                limits = pairs.map { StepProbability.largestRemasking(alphaT: Double($0), alphaS: Double($1)) }
            }
            var isUniform = false
            if case .schedule = noise { isUniform = true }
            return Step(
                t: t, modulation: denoiser.modulation(at: Float(t)), unmasking: unmasking, isUniform: isUniform,
                remasking: strategy.map { StepRemasking(strategy: $0, limits: limits) }, isLast: i == 0)
        }
    }
}
