import Foundation
import Results
import TestSupport
import Testing

/// What bds 0.1.0 wrote, cached seeds, samples and results, as it lies in Tests/Golden/bds-0.1.0: `make.bds` made it.
@Suite struct EarlierVersionTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        for name in ["loglinear", "learned"] { try place.checkpoint(name) }
        let old = Golden.file("bds-0.1.0")
        for (from, to) in [("cells", ".bds/cells"), ("eval_results", "eval_results"), ("make.bds", "make.bds")] {
            try FileManager.default.createDirectory(
                at: place.url(to).deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: old.appendingPathComponent(from), to: place.url(to))
        }
    }

    private func contents() throws -> [String: Data] {
        try Dictionary(
            uniqueKeysWithValues: place.files.filter { $0.hasSuffix(".pt") || $0.hasSuffix(".json") }
                .map { ($0, try Data(contentsOf: place.url($0))) })
    }

    @Test func theScriptFindsAllItMade() throws {
        let before = try contents()
        let plan = try place.bds("plan", "--format=csv", "make.bds")
        #expect(plan.output.contains("to compute,0\n"), "\(plan.output)")
        let outcome = try place.bds("make.bds")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("summary: cells=10 computed=0 kept=10 failed=0\n"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("config replaced") && !outcome.errors.contains("saved "))
        #expect(try contents() == before)
    }

    /// `top_p=1`, and a temperature beside a `top_p`: kept under what was written then.
    @Test func otherSpellingsAreFoundToo() throws {
        let outcome = try place.run(
            """
            load checkpoint tiny_loglinear.pt as m
            sample $m n=4 seeds=[1] steps=6 rooms=5 unmask=llada | save
            sample $m n=4 seeds=[1] steps=6 rooms=5 top_p=0.8 | save
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("summary: cells=2 computed=0 kept=2 failed=0\n"), "\(outcome.errors)")
    }

    private static let methods = [
        "llada_topp0.9_no_remask", "llada_argmax_no_remask", "random_argmax_no_remask", "random_temp0.7_no_remask",
        "random_topp0.8_no_remask", "random_topp0.9_remdm_cap_eta0.4", "random_topp0.9_remdm_confidence_tsw0.5",
        "v2_random_argmax_no_remask",
    ]

    @Test(arguments: methods) func filesAreReplayed(method: String) throws {
        let base = "eval_results/loglinear/\(method)"
        let samples = try place.bds("-c", "replay \(base)_samples.pt format=csv")
        #expect(samples.status == 0, "\(samples.errors)")
        #expect(samples.output.contains("1,4,yes"))
        let results = try place.bds("-c", "replay \(base).json format=csv")
        #expect(results.status == 0, "\(results.errors)")
        // The line that a file records draws the same again.
        let recorded = try SampleFile(contentsOf: place.url(base + "_samples.pt"))
        let line = try #require(recorded.provenance?["replay"]?.string)
        let again = try place.bds("-c", line + " fresh=true | save to again.pt")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try SampleFile(contentsOf: place.url("again.pt")).hasSameContent(as: recorded))
        // Without the samples, results draw them again.
        try FileManager.default.removeItem(at: place.url(base + "_samples.pt"))
        let drawn = try place.bds("-c", "replay \(base).json format=csv")
        #expect(drawn.status == 0, "\(drawn.errors)")
        #expect(!drawn.errors.contains("differ"))
    }

    @Test func resultsAreUpgradedReadAndCompared() throws {
        let before = try contents()
        let outcome = try place.bds(
            "-c",
            "upgrade eval_results/loglinear/*.json; compare schedule=loglinear; load results eval_results/loglinear/*.json"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("unchanged eval_results/loglinear/random_argmax_no_remask.json"))
        #expect(try contents() == before)
    }
}
