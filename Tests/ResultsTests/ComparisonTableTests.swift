import Foundation
import Results
import Tables
import TestSupport
import Testing

@Suite struct ComparisonTableTests {
    private func cell(_ metric: String, _ values: [Double]) -> String? {
        ComparisonTable([resultFile(["eval/" + metric: values])]).families
            .first { $0.title != "Configuration" }?.rows.first?.cells.first?.text
    }

    @Test(
        arguments: [
            ("validity_rate", [0.997, 0.999], "99.8 +/- 0.1%"), ("validity_rate", [0.998, 0.998], "99.8%"),
            ("diversity", [0.0168, 0.0176], "0.0172 +/- 0.0004"), ("diversity", [1, 1], "1"),
            ("diversity", [0, 0], "0"),
            ("diversity", [0.005, 0.005], "0.005000"), ("diversity", [0.006, 0.007], "0.006500 +/- 0.000500"),
            ("num_sample_modes", [5, 5], "5"), ("num_sample_modes", [9, 15], "12 +/- 3"),
            ("num_sample_modes", [9, 10], "9.5000 +/- 0.5000"), ("num_sample_modes", [9, 9 + 4e-16], "9"),
            ("validity_rate", [.nan, 1], "nan +/- nan%"),
        ] as [(String, [Double], String)])
    func cells(_ metric: String, _ values: [Double], _ text: String) {
        #expect(cell(metric, values) == text)
    }

    private func delta(_ metric: String, _ first: Double, _ second: Double) -> String? {
        let results = [first, second].map { resultFile(["eval/" + metric: [$0, $0]]) }
        return ComparisonTable(results).families.first { $0.title != "Configuration" }?.rows.first?.delta?.text
    }

    @Test(
        arguments: [
            ("validity_rate", 0.5, 0.75, "+25.0%"), ("validity_rate", 0.75, 0.5, "-25.0%"),
            ("diversity", 1, 1, "+0"), ("num_sample_modes", 9, 5, "-4"), ("diversity", 0.5, 0.5001, "+0.000100"),
            ("diversity", 0.5, 0.25, "-0.2500"),
        ] as [(String, Double, Double, String)])
    func deltas(_ metric: String, _ first: Double, _ second: Double, _ text: String) {
        #expect(delta(metric, first, second) == text)
    }

    @Test func aSideWithoutAValue() {
        let results = [resultFile(["eval/diversity": [1, 1]]), resultFile(["eval/novelty": [1, 1]])]
        let rows = ComparisonTable(results).families.first { $0.title == "Coverage" }?.rows
        let one = Cell.spread(mean: 1, std: 0, .figure)
        #expect(rows?.map(\.cells) == [[one, .missing], [.missing, one]])
        #expect(rows?.map(\.delta) == [.missing, .missing])
    }

    @Test func twoMethodsHaveADelta() {
        var results = [resultFile(method: "a"), resultFile(method: "b")]
        results[0].denoising = ["denoise/ce_node@t=0.1": .float(2), "denoise/acc_node@t=0.1": .float(0.25)]
        let text = ComparisonTable(results).markdown()
        #expect(text.contains("| Metric | a | b | Delta |\n|--------|:---:|:---:|:---:|\n"))
        #expect(text.contains("| Validity rate | 75.0 +/- 25.0% | 75.0 +/- 25.0% | +0.0% |"))
        #expect(text.contains("| Parameter | a | b |\n|-----------|:---:|:---:|\n| Seeds | [42, 7] | [42, 7] |"))
        #expect(
            text.contains(
                "| Metric | a | b |\n|--------|:---:|:---:|\n| acc_node@t=0.1 | 0.2500 | -- |\n| ce_node@t=0.1 | 2.0000 | -- |"
            ))
        #expect(text.contains("| Remasking | False | False |"))
        #expect(!text.contains("V1 format"))
    }

    @Test func primaryOnly() {
        let result = resultFile([
            "eval/node_js": [0, 1], "eval/node_kl": [0, 1], "eval/conditional_edge_kl_weighted": [0, 1],
        ])
        let labels = ComparisonTable([result], primaryOnly: true).families.flatMap(\.rows).map(\.label)
        #expect(labels.contains("Node JS"))
        #expect(!labels.contains { $0.contains("diag.") })
        #expect(ComparisonTable([result]).families.flatMap(\.rows).count { $0.isDiagnostic } == 2)
    }

    @Test func versionOneHasAFootnote() {
        var result = resultFile()
        result.formatVersion = 1
        result.config = SampleConfig(["seed": .int(42)])
        let table = ComparisonTable([result])
        #expect(table.families.first?.rows.first?.cells == [.text("[42]")])
        #expect(table.families.first?.rows.dropFirst().allSatisfy { $0.cells == [.missing] } == true)
        #expect(
            table.markdown().hasSuffix(
                "*Some results were loaded from V1 format (single-seed) and are shown without std.*\n"))
    }

    /// Figures against two datasets, or of other numbers of samples, steps or seeds, are not held against each other
    /// without a word; where nothing differs there is none.
    @Test func columnsThatDiffer() {
        func result(_ method: String, steps: Int = 100, seeds: [String] = ["1", "2"], sha256: String? = nil)
            -> ResultFile
        {
            ResultFile(
                method: method, timestamp: "", config: SampleConfig(["sampling_steps": .int(steps)]),
                perSeed: seeds.map { ResultFile.Seed(name: $0, metrics: ["eval/novelty": .float(1)]) },
                provenance: sha256.map {
                    ["dataset": .object(["path": .string("data/d.mat"), "sha256": .string($0)])]
                })
        }
        func caveats(_ results: ResultFile...) -> [String] { ComparisonTable(results).caveats.map(\.description) }
        #expect(caveats(result("a"), result("b", seeds: ["2", "1"]), result("c", sha256: "0123456789")).isEmpty)
        #expect(
            caveats(result("a"), result("b", steps: 50), result("c"))
                == ["the columns differ in sampling steps: 100 for a, c; 50 for b"])
        #expect(
            caveats(result("a", sha256: "0123456789"), result("b", seeds: ["1"], sha256: "abcdefabcd")) == [
                "the columns differ in dataset: d.mat (01234567) for a; d.mat (abcdefab) for b",
                "the columns differ in seeds: 1, 2 for a; 1 for b",
            ])
        let same = ComparisonTable([result("a"), result("b")]).markdown()
        let other = ComparisonTable([result("a"), result("b", steps: 50)]).markdown()
        #expect(!same.contains("Not like with like"))
        #expect(
            other.hasSuffix("*Not like with like: the columns differ in sampling steps: 100 for a; 50 for b.*\n"))
    }

    @Test func fileOrderIsPythons() {
        #expect(
            ComparisonTable.inFileOrder(["b.json", "a_x.json", "a.json", "B.json"]) == [
                "B.json", "a.json", "a_x.json", "b.json",
            ])
    }

    @Test(.enabled(if: Reference.isPresent)) func publishedComparison() throws {
        let files = try ReferenceResults.files(ReferenceResults.published)
        let names = ComparisonTable.inFileOrder(files.map(\.lastPathComponent))
        let results = try names.map {
            try ResultFile(contentsOf: ReferenceResults.published.appendingPathComponent($0))
        }
        let published = try String(
            contentsOf: ReferenceResults.published.appendingPathComponent("comparison.md"), encoding: .utf8)
        func lines(_ text: String) -> [Substring] {
            text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("**Generated**") }
        }
        let made = ComparisonTable(results).markdown()
        #expect(lines(made) == lines(published))
        #expect(made.utf8.count == published.utf8.count)
    }
}
