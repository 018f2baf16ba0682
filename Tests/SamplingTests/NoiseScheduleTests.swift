import Foundation
import Sampling
import TestSupport
import Testing

private struct ScheduleStep: Decodable {
    let steps: Int
    let i: Int
    let alpha_t: Double
    let alpha_s: Double
    let p_unmask: Float
    let sigma_max: Float
}

@Suite struct NoiseScheduleTests {
    @Test(arguments: ["linear", "loglinear", "cosine"])
    func stepsAreTheReferences(name: String) throws {
        let golden = try Golden.decode([String: [ScheduleStep]].self, from: Golden.file("schedules.json"))
        let schedule = try #require(NoiseSchedule(name: name))
        for step in try #require(golden[name]) {
            let t = Double(step.i + 1) / Double(step.steps)
            let s = Double(step.i) / Double(step.steps)
            // The golden alpha(t) is of the float32 t that unmasking uses.
            #expect(abs(schedule.alpha(Double(Float(t))) - step.alpha_t) <= 1e-12)
            #expect(abs(schedule.alpha(s) - step.alpha_s) <= 1e-12)
            #expect(schedule.unmaskingProbability(from: t, to: s) == step.p_unmask)
            #expect(schedule.largestRemaskingProbability(from: t, to: s) == step.sigma_max)
        }
    }
}
