import BubbleDiagrams
import Datasets
import Foundation
import RandomStreams
import Sampling

@testable import Training

/// Small models and plans to train them on.
enum Fixtures {
    static let model = DenoiserConfiguration(
        layout: .rplan, modelWidth: 12, layerCount: 2, headCount: 2, conditionWidth: 10, mlpRatio: 2, frequencyWidth: 8)

    static func plans(_ count: Int = 100) throws -> Dataset {
        try Dataset.synthesized(count: count, seed: 3, source: URL(fileURLWithPath: "made-up"))
    }

    static func trainer(
        _ options: TrainingOptions, model: DenoiserConfiguration = model, threads: Int = 1, state: Trainer.State? = nil
    ) throws -> Trainer {
        let plans = try plans()
        return try Trainer(
            model, options, train: plans.train, validation: plans.validation,
            edgeClassWeights: plans.edgeClassWeights, threads: threads, state: state)
    }

    static let options = TrainingOptions(
        schedule: .logLinear(), steps: 20, batchSize: 40, learningRate: 3e-3, warmupSteps: 5, times: .stratified)

    /// Every parameter away from zero, so that every path has a gradient.
    static func randomState(_ layout: ParameterLayout, seed: UInt64 = 1) -> Trainer.State {
        var generator = TorchGenerator(seed: seed)
        let zeros = [Float](repeating: 0, count: layout.count)
        return Trainer.State(
            step: 0, parameters: zeros.map { _ in (generator.uniformFloat() - 0.5) * 0.8 }, firstMoment: zeros,
            secondMoment: zeros)
    }
}
