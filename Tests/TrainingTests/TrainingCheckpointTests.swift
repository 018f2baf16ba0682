import BubbleDiagrams
import Checkpoints
import Foundation
import Sampling
import TestSupport
import Testing
import TorchFiles

@testable import Training

@Suite struct TrainingCheckpointTests {
    private static let config = TorchValue.dict([
        "model": .dict([
            "d_model": .int(12), "n_layers": .int(2), "n_heads": .int(2), "cond_dim": .int(10), "mlp_ratio": .int(2),
            "frequency_embedding_size": .int(8),
        ]),
        "data": .dict(["n_max": .int(8)]),
        "noise": .dict(["type": .string("loglinear"), "eps": .float(1e-3)]),
        "training": .dict(["step": .int(2)]),
    ])

    private func value(keepsOptimizer: Bool = true) throws -> (TorchValue, Trainer) {
        let layout = ParameterLayout(Fixtures.model)
        let trainer = try Fixtures.trainer(Fixtures.options, state: Fixtures.randomState(layout))
        for _ in 0..<2 { _ = try trainer.advance() }
        let value = try TrainingCheckpoint.value(
            trainer.state, layout, options: Fixtures.options, epoch: 1, config: Self.config,
            keepsOptimizer: keepsOptimizer)
        return (value, trainer)
    }

    @Test func theStateComesBack() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("run.pt")
            let (value, trainer) = try value()
            try TorchFile.write(value, to: url)
            let state = try TrainingCheckpoint.state(try TorchFile.read(url), trainer.layout, in: url)
            #expect(state.step == 2)
            #expect(state.parameters == trainer.state.parameters)
            #expect(state.firstMoment == trainer.state.firstMoment)
            #expect(state.secondMoment == trainer.state.secondMoment)
        }
    }

    /// The denoiser that samples computes what the one that is trained computed: the same loss.
    @Test func theDenoiserIsTheTrainedOne() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("run.pt")
            let (value, trainer) = try value()
            try TorchFile.write(value, to: url)
            let checkpoint = try Checkpoint(contentsOf: url)
            #expect(checkpoint.parameterCount == trainer.layout.count)
            let plans = try Fixtures.plans()
            let maker = BatchMaker(
                plans.train, layout: .rplan, options: Fixtures.options, edgeWeights: plans.edgeClassWeights)
            var generator = TrainingRandomness.step.generator(seed: 1, index: 1)
            let denoiser = CPUDenoiser(checkpoint.weights)
            let pass = TrainingPass(trainer.layout, diagrams: 1)
            for chunk in maker.chunks(Array(0..<8), of: 1, &generator) {
                let logits = try denoiser.at(chunk.times[0]).logits(chunk.tokens)
                let loss = chunk.targets.reduce(0.0) { loss, target in
                    let isRoom = chunk.tokens.positions[target.row] < 8
                    let values = Array(logits.logits(target.row, isRoom: isRoom)).map { Double($0) }
                    let total = log(values.reduce(0) { $0 + exp($1) })
                    return loss + Double(target.weight) * (total - values[target.token])
                }
                let own = pass.run(chunk, trainer.state.parameters, gradient: nil)
                #expect(abs(loss - own) <= 1e-4 * max(1, abs(loss)))
            }
        }
    }

    @Test func theLayoutIsTheReferences() throws {
        let reference = try TorchFile.read(Golden.file("checkpoints/tiny_loglinear.pt"))
        let (own, _) = try value()
        #expect(own["model_state_dict"]?.dictionaryValue?.keys == reference["model_state_dict"]?.dictionaryValue?.keys)
        for name in ["node_indices", "entity_types", "edge_i", "edge_j"] {
            let key = "positional_encoding." + name
            #expect(own["model_state_dict"]?[key] == reference["model_state_dict"]?[key])
        }
        let groups = [own, reference].map { $0["optimizer_state_dict"]?["param_groups"]?.elements?.first }
        #expect(groups[0]?.dictionaryValue?.keys == groups[1]?.dictionaryValue?.keys)
        #expect(groups[0]?["params"] == groups[1]?["params"])
    }

    @Test func withoutTheOptimizerNothingGoesOn() throws {
        let (value, trainer) = try value(keepsOptimizer: false)
        let url = URL(fileURLWithPath: "run.pt")
        #expect(value["optimizer_state_dict"] == nil)
        do {
            _ = try TrainingCheckpoint.state(value, trainer.layout, in: url)
            Issue.record("the state was read")
        } catch let error as CheckpointError {
            #expect("\(error)".contains("keep_optimizer"))
        }
    }

    @Test func aStateOfAnotherSizeIsAnError() throws {
        let (value, _) = try value()
        let other = ParameterLayout(
            DenoiserConfiguration(
                layout: .rplan, modelWidth: 16, layerCount: 2, headCount: 2, conditionWidth: 10, mlpRatio: 2,
                frequencyWidth: 8))
        #expect(throws: CheckpointError.self) {
            try TrainingCheckpoint.state(value, other, in: URL(fileURLWithPath: "run.pt"))
        }
    }
}
