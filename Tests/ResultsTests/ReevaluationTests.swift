import Metrics
import Results
import Testing

@Suite struct ReevaluationTests {
    private let samples = sampleFile()

    private func metrics() throws -> [(seed: Int, metrics: SeedMetrics)] {
        let diagrams = samples.perSeed.flatMap { seed in (0..<seed.rows.count).compactMap { seed.rows.diagram($0) } }
        let train = try TrainReference(diagrams: diagrams, layout: samples.layout)
        return try samples.perSeed.map { ($0.seed, try evaluate($0.rows, against: train)) }
    }

    @Test func aFirstResult() throws {
        let result = Reevaluation(of: samples, metrics: try metrics(), replacing: nil)
        #expect(result.file.method == samples.method)
        #expect(result.file.config == samples.config)
        #expect(result.file.perSeed.map(\.name) == ["42", "7"])
        #expect(
            result.file.perSeed[0].metrics.keys.suffix(3) == [
                "validity_by_num_rooms", "transitivity_by_num_rooms", "edge_present_rate_by_num_rooms",
            ])
        #expect(result.file["validity_rate"] == Statistic(mean: 1, std: 0))
        #expect(result.replacedConfig.isEmpty)
    }

    @Test func denoisingAndAFittingConfigAreKept() throws {
        var earlier = resultFile()
        earlier.denoising = ["denoise/acc_node@t=0.1": .float(0.5)]
        earlier.config.json["is_v2"] = nil
        earlier.config.json["note"] = .string("by hand")
        earlier.config.json["temperature"] = .int(0)
        let result = Reevaluation(of: samples, metrics: try metrics(), replacing: earlier)
        #expect(result.file.config == earlier.config)
        #expect(result.file.denoising == earlier.denoising)
        #expect(result.replacedConfig.isEmpty)
        #expect(result.file["validity_rate"]?.mean == 1)
    }

    @Test func aConfigThatNoLongerFitsIsReplaced() throws {
        var earlier = resultFile()
        earlier.config.json["sampling_steps"] = .int(99)
        earlier.denoising = ["denoise/acc_node@t=0.1": .float(0.5)]
        let result = Reevaluation(of: samples, metrics: try metrics(), replacing: earlier)
        #expect(result.file.config == samples.config)
        #expect(result.replacedConfig.map(\.description) == ["sampling_steps: 99 / 10"])
        #expect(result.file.denoising == earlier.denoising)
    }
}
