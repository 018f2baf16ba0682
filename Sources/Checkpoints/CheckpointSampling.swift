import Sampling

extension Checkpoint {
    /// What decides alpha under a recipe: a v2 checkpoint's own rates, its own schedule, or another one by name.
    /// - Returns: nil where there is no schedule of that name.
    public func noise(of recipe: SamplingRecipe) -> Noise? {
        if let rates { return .learned(rates) }
        if let own = header.schedule, own.name == recipe.noise { return .schedule(own) }
        return NoiseSchedule(name: recipe.noise).map { .schedule($0) }
    }
}
