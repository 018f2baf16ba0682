import Foundation
import Results
import TestSupport
import Testing

@Suite struct ResultDiffTests {
    private let base = resultFile(["eval/a": [0.5, 1], "eval/b": [1, 2]])

    @Test func equalResults() {
        let diff = ResultDiff(base, base)
        #expect(diff.isClean && diff.groups.isEmpty && diff.configDifferences.isEmpty)
        // Two metrics in two seeds, and their means and deviations.
        #expect(diff.entries.count == 8)
    }

    @Test func namesMatchWithoutTheirPrefix() {
        #expect(ResultDiff(base, resultFile(["a": [0.5, 1], "b": [1, 2]])).isClean)
    }

    @Test func tolerance() {
        let near = resultFile(["eval/a": [0.5 + 1e-10, 1], "eval/b": [1, 2]])
        #expect(ResultDiff(base, near).isClean)
        let diff = ResultDiff(base, near, tolerance: 0)
        #expect(!diff.isClean)
        #expect(diff.groups.map(\.metric) == ["a"])
    }

    @Test func changes() {
        let diff = ResultDiff(base, resultFile(["eval/a": [0.75, 1], "eval/b": [1, 2]]))
        #expect(diff.unexpected.first?.change == .changed(first: 0.5, second: 0.75))
        #expect(diff.unexpected.first?.delta == 0.25)
        #expect(diff.unexpected.map(\.place) == [.seed("42"), .summaryMean, .summaryStd])
        #expect(diff.groups.map(\.description) == ["a: changed in 1 seed and the summary"])
        #expect(diff.groups.first?.largest?.place == .seed("42"))
    }

    @Test func newAndMissing() {
        let small = resultFile(["eval/a": [0.5, 1]])
        let new = ResultDiff(small, base)
        #expect(!new.isClean)
        #expect(new.groups.map(\.description) == ["b: new in 2 seeds and the summary"])
        #expect(ResultDiff(small, base, expectNew: ["b"]).isClean)
        #expect(ResultDiff(small, base, expectNew: ["eval/b"]).isClean)
        // What is expected to be new must not go missing.
        let missing = ResultDiff(base, small, expectNew: ["b"])
        #expect(!missing.isClean)
        #expect(missing.groups.map(\.description) == ["b: missing in 2 seeds and the summary"])
    }

    @Test func tablesAreExpectedByName() {
        var second = base
        second.perSeed = second.perSeed.map { seed in
            var metrics = seed.metrics
            metrics["t"] = .object(["4": .object(["x": .float(1)])])
            return ResultFile.Seed(name: seed.name, metrics: metrics)
        }
        #expect(!ResultDiff(base, second).isClean)
        #expect(ResultDiff(base, second, expectNew: ["t"]).isClean)
    }

    @Test func seedsOfOneResultOnly() {
        var second = base
        second.perSeed.removeLast()
        let diff = ResultDiff(base, second)
        #expect(diff.missingSeeds == ["7"] && diff.newSeeds.isEmpty)
        #expect(!diff.isClean && diff.unexpected.isEmpty)
    }

    @Test func denoisingCountsAndConfigDoesNot() {
        var second = base
        second.config.json["top_p"] = .float(0.9)
        second.config.json["is_v2"] = nil
        #expect(ResultDiff(base, second).isClean)
        #expect(
            ResultDiff(base, second).configDifferences.map(\.description) == ["top_p: None / 0.9", "is_v2: False / --"])
        second.denoising = ["denoise/acc_node@t=0.1": .float(1)]
        #expect(
            ResultDiff(base, second).groups.map(\.description) == ["denoise/acc_node@t=0.1: new in denoising"])
    }

    @Test func notANumberIsItself() {
        let nan = resultFile(["eval/a": [.nan, 1], "eval/b": [1, 2]])
        #expect(ResultDiff(nan, nan).isClean)
        #expect(!ResultDiff(base, nan).isClean)
    }

    @Test func sigmas() {
        // Means 0.75 and 1, deviations 0.25 and 0.25.
        let other = resultFile(["eval/a": [0.75, 1.25], "eval/b": [1, 2]])
        #expect(ResultDiff(base, other, sigma: 3).isClean)
        let diff = ResultDiff(base, other, sigma: 0.5)
        #expect(diff.unexpected.map(\.metric) == ["a"])
        #expect(diff.unexpected.first?.sigmas == 1)
        // Seeds that do not vary.
        let still = [resultFile(["eval/a": [1, 1]]), resultFile(["eval/a": [2, 2]])]
        #expect(ResultDiff(still[0], still[1], sigma: 3).unexpected.first?.sigmas == .infinity)
        #expect(ResultDiff(still[0], still[0], sigma: 3).isClean)
    }

    @Test(.enabled(if: Reference.isPresent)) func publishedWithoutInsideValidity() throws {
        let url = ReferenceResults.published.appendingPathComponent("llada_topp0.9_no_remask.json")
        let full = try ResultFile(contentsOf: url)
        var reduced = full
        reduced.perSeed = reduced.perSeed.map {
            ResultFile.Seed(name: $0.name, metrics: $0.metrics.without(["eval/inside_validity"]))
        }
        reduced.summary.removeAll { $0.name == "eval/inside_validity" }
        let diff = ResultDiff(reduced, full)
        #expect(diff.groups.map(\.description) == ["inside_validity: new in 5 seeds and the summary"])
        #expect(!diff.isClean)
        #expect(ResultDiff(reduced, full, expectNew: ["inside_validity"]).isClean)
        #expect(
            ResultDiff(full, reduced).groups.map(\.description)
                == ["inside_validity: missing in 5 seeds and the summary"])
    }

    @Test func samples() {
        let first = sampleFile()
        #expect(SampleDiff(first, first).isClean)
        var second = sampleFile(seeds: [42, 8], method: "other")
        var rows = second.perSeed[0].rows
        rows.tokens[0] = 5
        second.perSeed[0] = SampleFile.Seed(seed: 42, rows: rows)
        let diff = SampleDiff(first, second)
        #expect(diff.seeds.map(\.differing) == [1])
        #expect(diff.newSeeds == [8] && diff.missingSeeds == [7])
        #expect(diff.methods == ["random_argmax_no_remask", "other"])
        #expect(!diff.isClean)
        #expect(SampleDiff(sampleFile(count: 2), sampleFile(count: 5)).seeds.map(\.differing) == [3, 3])
    }

    @Test func folders() {
        let pairs = FolderPairs(["b.json", "a.json", "x.json"], ["c.json", "b.json", "a.json"])
        #expect(pairs.common == ["a.json", "b.json"])
        #expect(pairs.missing == ["x.json"] && pairs.new == ["c.json"])
    }
}
