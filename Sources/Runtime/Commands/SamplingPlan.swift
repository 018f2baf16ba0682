import Sampling

extension RunPlan {
    /// What `sample` would do for each seed.
    func add(
        _ request: SamplingRequest, _ object: CheckpointObject, isFresh: Bool, branch: String?, threads: Int
    ) {
        let store = CachedSeedStore()
        let recipe = request.recipe
        let seeds = request.seeds.map { seed -> (seed: Int, isComputed: Bool, reason: String) in
            let key = CachedSeedKey(recipe, seed: seed, layout: object.checkpoint.header.denoiser.layout)
            if isFresh { return (seed, true, "fresh=true") }
            switch store.find(key) {
            case .kept(let kept):
                let version = kept.made["bds"]?.string ?? BDS.version
                return (seed, false, version == BDS.version ? "up to date" : "made by bds \(version)")
            case .missing: return (seed, true, store.reason(key))
            case .damaged(let why): return (seed, true, why)
            }
        }
        let missing = seeds.count(where: \.isComputed)
        var passes = 0.0
        var seconds = 0.0
        if missing > 0 {
            let sizes = object.checkpoint.header.denoiser
            let cost = SamplingCost(configuration: sizes, noise: request.noise, options: SamplerOptions(recipe))
            passes = cost.passes * Double(recipe.count)
            seconds =
                cost.seconds(on: BDS.device, diagrams: recipe.count, seeds: missing, threads: threads) / Double(missing)
        }
        for (seed, isComputed, reason) in seeds {
            add(
                Seed(
                    method: recipe.method, seed: seed, diagrams: recipe.count, isComputed: isComputed, reason: reason,
                    branch: branch, passes: isComputed ? passes : 0, seconds: isComputed ? seconds : 0))
        }
    }
}
