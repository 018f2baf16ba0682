import BubbleDiagrams
import Sampling
import Testing

@testable import Training

@Suite struct TrainerTests {
    @Test func lossFalls() throws {
        var options = Fixtures.options
        options.steps = 60
        options.edgeBalance = 0
        let trainer = try Fixtures.trainer(options)
        let before = try #require(trainer.validationLoss())
        for _ in 0..<60 { _ = try trainer.advance() }
        let after = try #require(trainer.validationLoss())
        #expect(after < 0.9 * before)
        #expect(trainer.epoch == 30)
    }

    @Test(arguments: [40, 70]) func threadsChangeNothing(batch: Int) throws {
        var options = Fixtures.options
        options.batchSize = batch
        let trainers = try [1, 2, 3].map { try Fixtures.trainer(options, threads: $0) }
        for trainer in trainers { for _ in 0..<3 { _ = try trainer.advance() } }
        #expect(trainers[1].state.parameters == trainers[0].state.parameters)
        #expect(trainers[2].state.parameters == trainers[0].state.parameters)
    }

    @Test func aStoppedRunGoesOnTheSame() throws {
        let whole = try Fixtures.trainer(Fixtures.options)
        for _ in 0..<7 { _ = try whole.advance() }
        let first = try Fixtures.trainer(Fixtures.options)
        for _ in 0..<3 { _ = try first.advance() }
        let second = try Fixtures.trainer(Fixtures.options, state: first.state)
        for _ in 3..<7 { _ = try second.advance() }
        #expect(second.step == 7)
        #expect(second.state.parameters == whole.state.parameters)
        #expect(second.state.secondMoment == whole.state.secondMoment)
    }

    @Test func seedsDiffer() throws {
        var options = Fixtures.options
        let one = try Fixtures.trainer(options)
        options.seed = 43
        let other = try Fixtures.trainer(options)
        #expect(one.state.parameters != other.state.parameters)
    }

    @Test func theModelStartsAsNone() throws {
        let trainer = try Fixtures.trainer(Fixtures.options)
        for entry in trainer.layout.entries where entry.name.contains("adaLN") || entry.name.contains("_head") {
            #expect(trainer.state.parameters[entry.range].allSatisfy { $0 == 0 })
        }
    }

    @Test func theLearningRateWarmsUpAndDecays() {
        var options = TrainingOptions(schedule: .logLinear(), steps: 110, learningRate: 1, warmupSteps: 10)
        #expect(options.learningRate(at: 0) == 0.1)
        #expect(options.learningRate(at: 9) == 1)
        #expect(options.learningRate(at: 100) == 1)
        options.decay = .cosine
        #expect(abs(options.learningRate(at: 60) - 0.5) < 1e-12)
        #expect(options.learningRate(at: 109) < 0.001)
    }

    @Test func aBatchBeyondThePlansIsAnError() throws {
        var options = Fixtures.options
        options.batchSize = 1000
        #expect(throws: TrainingError.batchTooLarge(1000, plans: 80)) { try Fixtures.trainer(options) }
    }

    @Test func tooSmallAModelForThePlansIsAnError() throws {
        let small = DenoiserConfiguration(
            layout: TokenLayout(maxRooms: 5), modelWidth: 8, layerCount: 1, headCount: 1, conditionWidth: 8,
            mlpRatio: 1,
            frequencyWidth: 4)
        #expect(throws: TrainingError.tooManyRooms(8, limit: 5)) {
            try Fixtures.trainer(Fixtures.options, model: small)
        }
    }
}
