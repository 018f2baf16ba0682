import BubbleDiagrams
import Foundation
import RandomStreams
import Sampling
import Testing

@testable import Training

@Suite struct NoisingTests {
    private static let schedules: [NoiseSchedule] = [.logLinear(), .linear(), .cosine()]

    @Test(arguments: schedules)
    func timesInvertAlpha(schedule: NoiseSchedule) {
        for t in [0.02, 0.3, 0.5, 0.9] { #expect(abs(schedule.time(alpha: schedule.alpha(t)) - t) < 1e-9) }
    }

    @Test(arguments: schedules)
    func derivativesAreThoseOfDifferences(schedule: NoiseSchedule) {
        for t in [0.1, 0.5, 0.8] {
            let difference = (schedule.alpha(t + 1e-6) - schedule.alpha(t - 1e-6)) / 2e-6
            #expect(abs(schedule.derivative(t) - difference) < 1e-6)
        }
    }

    @Test func weightsAreClamped() {
        #expect(NoiseSchedule.logLinear().lossWeight(0) == 1000)
        #expect(abs(NoiseSchedule.logLinear().lossWeight(0.5) - 2) < 1e-6)
    }

    /// The formula of Training.docc/TrainingStep.md, written out for loglinear.
    @Test func importanceIsTheReferences() {
        let options = TrainingOptions(schedule: .logLinear(), steps: 1)
        let eps = Double(Float(1e-3))
        let draws = [0.0, 0.25, 0.5, 0.99]
        for (u, draw) in zip(draws, options.times(draws)) {
            let f1 = log1p(-exp(log(eps)))
            let f0 = log1p(-exp(log(1 - eps)))
            let sigma = -log1p(-exp(u * f1 + (1 - u) * f0))
            let t = min(1, max(0, (1 - exp(-sigma)) / (1 - eps)))
            #expect(abs(Double(draw.t) - t) < 1e-6)
            #expect(abs(draw.weight - NoiseSchedule.logLinear().lossWeight(t)) < 1e-3 * draw.weight)
        }
    }

    @Test(arguments: schedules)
    func strataCoverEveryShare(schedule: NoiseSchedule) {
        let options = TrainingOptions(schedule: schedule, steps: 1, times: .stratified)
        let draws = options.times([Double](repeating: 0.5, count: 10))
        let most = 1 - schedule.alpha(1)
        for (index, draw) in draws.enumerated() {
            let share = most * (Double(index) + 0.5) / 10
            #expect(abs(1 - schedule.alpha(Double(draw.t)) - share) < 1e-5)
            #expect(abs(draw.weight - 1 / share) < 1e-3 * draw.weight)
        }
    }

    @Test func batchesHideWhatTheyAskFor() throws {
        let plans = try Fixtures.plans()
        let maker = BatchMaker(
            plans.train, layout: .rplan, options: Fixtures.options, edgeWeights: plans.edgeClassWeights)
        var generator = TorchGenerator(seed: 1)
        let chunks = maker.chunks(Array(0..<10), of: 4, &generator)
        #expect(chunks.map { $0.times.count } == [4, 4, 2])
        var place = 0
        for chunk in chunks {
            for diagram in chunk.times.indices {
                let row = TokenLayout.rplan.tokens(of: plans.train[place])
                for index in chunk.tokens.range(diagram) {
                    let position = chunk.tokens.positions[index]
                    if let target = chunk.targets.first(where: { $0.row == index }) {
                        #expect(chunk.tokens.tokens[index] == TokenLayout.rplan.maskToken(at: position))
                        #expect(target.token == row[position])
                    } else {
                        #expect(chunk.tokens.tokens[index] == row[position])
                    }
                }
                place += 1
            }
        }
    }
}
