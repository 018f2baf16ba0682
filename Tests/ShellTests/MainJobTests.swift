import Foundation
import Results
import TestSupport
import Testing

/// Load, sample, save, evaluate, compare, diff: as a user's script.
@Suite(.serialized) struct MainJobTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.checkpoint()
        try place.dataset()
    }

    static let job = """
        bds 1
        load checkpoint tiny_loglinear.pt as v1
        load dataset plans.pt as plans
        sample $v1 n=6 seeds=[42, 7] steps=5 top_p=0.9 | save
        sample $v1 n=6 seeds=[42, 7] steps=5 unmask=llada
        save
        eval schedule=loglinear
        compare schedule=loglinear
        """

    private let folder = "eval_results/loglinear"
    private let method = "random_topp0.9_no_remask"

    @Test func theMainJob() throws {
        let before = place.files
        let outcome = try place.run(Self.job)
        #expect(outcome.status == 0)
        #expect(
            place.files.subtracting(before) == [
                "script.bds", "eval_results", folder, "\(folder)/\(method)_samples.pt", "\(folder)/\(method).json",
                "\(folder)/llada_argmax_no_remask_samples.pt", "\(folder)/llada_argmax_no_remask.json",
                "\(folder)/comparison.md",
            ])
        // Results to standard output, what is merely told to standard error, no escape codes to either.
        #expect(outcome.output.contains("Validity rate"))
        #expect(!outcome.output.contains("saved") && !outcome.output.contains("loaded"))
        for told in [
            "loaded v1 checkpoint tiny_loglinear.pt", "loaded dataset plans.pt: 40 plans", "sample: using $plans",
            "saved \(folder)/\(method)_samples.pt", "save: using the last Samples", "eval: using $plans",
            "wrote \(folder)/\(method).json", "wrote \(folder)/comparison.md",
        ] {
            #expect(outcome.errors.contains(told))
        }
        #expect(!(outcome.output + outcome.errors).contains("\u{1b}"))
        let samples = try SampleFile(contentsOf: place.url("\(folder)/\(method)_samples.pt"))
        #expect(samples.perSeed.map(\.seed) == [42, 7])
        #expect(samples.numSamples == 6)
        #expect(try ResultFile(contentsOf: place.url("\(folder)/\(method).json")).perSeed.map(\.name) == ["42", "7"])
    }

    @Test func runAgainNothingChanges() throws {
        #expect(try place.run(Self.job).status == 0)
        let files = place.files
        let result = try place.contents("\(folder)/\(method).json")
        let samples = try Data(contentsOf: place.url("\(folder)/\(method)_samples.pt"))
        let again = try place.run(Self.job)
        #expect(again.status == 0)
        for name in ["\(method)_samples.pt", "\(method).json", "llada_argmax_no_remask.json", "comparison.md"] {
            #expect(again.errors.contains("unchanged \(folder)/\(name)"))
        }
        #expect(!again.errors.contains("\nsaved") && !again.errors.contains("\nwrote"))
        #expect(place.files == files)
        #expect(try place.contents("\(folder)/\(method).json") == result)
        #expect(try Data(contentsOf: place.url("\(folder)/\(method)_samples.pt")) == samples)
    }

    @Test func otherSamplesAreOverwrittenOnlyWhenTold() throws {
        func script(_ seed: Int, _ save: String) -> String {
            "load checkpoint tiny_loglinear.pt\nsample n=2 seeds=[\(seed)] steps=3 rooms=4 | \(save)"
        }
        #expect(try place.run(script(1, "save to s.pt")).status == 0)
        let first = try Data(contentsOf: place.url("s.pt"))
        let refused = try place.run(script(2, "save to s.pt"))
        #expect(refused.status == 1)
        #expect(refused.messages == ["s.pt exists and holds other samples"])
        #expect(try Data(contentsOf: place.url("s.pt")) == first)
        #expect(try place.run(script(2, "save to s.pt overwrite=true")).status == 0)
        #expect(try Data(contentsOf: place.url("s.pt")) != first)
    }

    @Test func comparisonsReplaceNoFileOfTheUsers() throws {
        #expect(try place.run(Self.job).status == 0)
        try place.write("my notes", to: "notes.md")
        let compare = "compare schedule=loglinear models=[\(method)] to notes.md"
        let refused = try place.bds("-c", compare)
        #expect(refused.status == 1)
        #expect(refused.messages == ["notes.md exists and holds something else"])
        #expect(try place.contents("notes.md") == "my notes")
        #expect(try place.bds("-c", compare + " overwrite=true").status == 0)
        #expect(try place.contents("notes.md").contains(method))
        #expect(try place.bds("-c", compare).errors.contains("unchanged notes.md"))
    }

    @Test func aResultThatNoLongerFitsIsReplacedAndSaid() throws {
        #expect(try place.run(Self.job).status == 0)
        let other = """
            load checkpoint tiny_loglinear.pt
            load dataset plans.pt
            sample n=6 seeds=[42, 8] steps=5 top_p=0.9 | save overwrite=true
            eval
            """
        let outcome = try place.run(other)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("config replaced, it no longer fits the samples: seeds: [42, 7] / [42, 8]"))
        #expect(outcome.errors.contains("updated \(folder)/\(method).json"))
    }

    @Test func aDiffFailsOnWhatWasNotExpected() throws {
        #expect(try place.run(Self.job).status == 0)
        let result = "\(folder)/\(method).json"
        #expect(try place.bds("-c", "diff \(result) \(result)").status == 0)
        let other = try place.bds("-c", "diff \(result) \(folder)/llada_argmax_no_remask.json\nprint 1")
        #expect(other.status == 1)
        #expect(other.output.contains("validity_rate"))
        #expect(!other.output.hasSuffix("1\n"))
        #expect(other.messages.count == 1)
        let samples = try place.bds(
            "-c", "diff \(folder)/\(method)_samples.pt \(folder)/llada_argmax_no_remask_samples.pt")
        #expect(samples.status == 1)
        #expect(samples.output.contains("of 6 rows differ"))
    }

    @Test func whatIsNeverSavedIsEvaluatedInMemory() throws {
        let before = place.files
        let outcome = try place.bds(
            "-c", "load checkpoint tiny_loglinear.pt\nload dataset plans.pt\nsample n=4 seeds=[1] steps=2 | eval")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("in memory"))
        #expect(place.files == before)
    }

    @Test func aLearnedCheckpointIsFiledAsAsked() throws {
        try place.checkpoint("learned")
        let outcome = try place.run(
            """
            load checkpoint tiny_learned.pt
            sample n=2 seeds=[1] steps=2 rooms=3 | save
            sample n=2 seeds=[1] steps=2 rooms=3 noise=loglinear | save
            """)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("noise=loglinear files its samples under loglinear"))
        #expect(place.exists("eval_results/learned/v2_random_argmax_no_remask_samples.pt"))
        #expect(place.exists("eval_results/loglinear/v2_random_argmax_no_remask_samples.pt"))
    }

    /// Issue 2, point 6.
    @Test(.enabled(if: Reference.isPresent)) func aPublishedFileWithoutInsideValidity() throws {
        let name = "llada_topp0.9_no_remask.json"
        let published = Reference.file("published/linear/\(name)")
        var file = try ResultFile(contentsOf: published)
        let isNew = { (name: String) in name.hasSuffix("inside_validity") }
        file.perSeed = file.perSeed.map { seed in
            .init(name: seed.name, metrics: seed.metrics.without(Set(seed.metrics.keys.filter(isNew))))
        }
        file.summary.removeAll { isNew($0.name) }
        try file.write(to: place.url("before.json"))
        let reported = try place.bds("-c", "diff before.json \"\(published.path)\"")
        #expect(reported.status == 1)
        let lines = reported.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("inside_validity") == true)
        #expect(reported.messages == ["1 difference not expected"])
        let expected = try place.bds("-c", "diff before.json \"\(published.path)\" expect_new=[inside_validity]")
        #expect(expected.status == 0)
        #expect(try place.bds("-c", "diff \"\(published.path)\" before.json expect_new=[inside_validity]").status == 1)
    }
}
