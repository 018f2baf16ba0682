import BubbleDiagrams
import Foundation
import Results
import TestSupport
import Testing

@testable import Metrics

/// Every metric of the result files in the reference material, computed again from the samples beside them.
@Suite(.enabled(if: Reference.isPresent)) struct GoldenMetricsTests {
    @Test(arguments: [("samples", "small"), ("small", "data")])
    func everyFile(_ folder: String, _ dataset: String) throws {
        let train = try TrainReference(diagrams: try TrainSplit.diagrams(of: dataset), layout: .rplan)
        var files = 0
        for schedule in ["loglinear", "linear", "learned"] {
            let url = Reference.file("golden/\(folder)/\(schedule)")
            for name in try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
            where name.hasSuffix(SampleFile.suffix) {
                let samples = try SampleFile(contentsOf: url.appendingPathComponent(name))
                let golden = try ResultFile(contentsOf: url.appendingPathComponent("\(samples.method).json"))
                try expectSame(samples, golden, train)
                files += 1
            }
        }
        #expect(files == (folder == "samples" ? 16 : 7))
    }

    private func expectSame(_ samples: SampleFile, _ golden: ResultFile, _ train: TrainReference) throws {
        #expect(samples.perSeed.map { String($0.seed) } == golden.perSeed.map(\.name))
        for (seed, expected) in zip(samples.perSeed, golden.perSeed) {
            let metrics = try evaluate(seed.rows, against: train)
            let found = ResultFile.Seed(seed: seed.seed, metrics).metrics
            #expect(found.keys == expected.metrics.keys)
            let pairs = zip(found.flattened, expected.metrics.flattened)
            #expect(found.flattened.count == expected.metrics.flattened.count)
            for (a, b) in pairs {
                let tolerance = a.name == "eval/mmd_spectral" ? 1e-6 : 1e-9
                #expect(
                    a.name == b.name && abs(a.value - b.value) <= tolerance,
                    "\(samples.method) seed \(seed.seed) \(a.name): \(a.value), expected \(b.value)")
            }
        }
    }
}
