import Foundation
import Testing

/// What `plan` and the check say of files is what the run does.
@Suite struct PlanTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.checkpoint()
        try place.dataset()
    }

    /// The files that a plan lists, and what it says of each.
    private func planned(_ script: String) throws -> [String: String] {
        try place.write(script, to: "plan.bds")
        let outcome = try place.bds("plan", "--format=csv", "plan.bds")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard let path = lines.first?.firstIndex(of: "File"), let what = lines.first?.firstIndex(of: "What") else {
            return [:]
        }
        return Dictionary(uniqueKeysWithValues: lines.filter { $0.first == "Files" }.map { ($0[path], $0[what]) })
    }

    /// Plans, runs, and plans again: what was to be written is there, and then up to date.
    private func check(_ script: String, writes files: Set<String>) throws {
        let before = place.files
        let plan = try planned(script)
        #expect(Set(plan.keys) == files, "\(plan)")
        #expect(plan.values.allSatisfy { $0 == "write" })
        #expect(try place.run(script).status == 0)
        let made = place.files.subtracting(before).filter { name in
            [".pt", ".json", ".md"].contains { name.hasSuffix($0) }
        }
        #expect(Set(made) == files)
        #expect(try planned(script).values.allSatisfy { $0 == "up to date" })
    }

    private static let load = "load checkpoint tiny_loglinear.pt as m\nload dataset plans.pt as d\n"

    @Test func evaluatedInMemory() throws {
        try check(Self.load + "sample $m n=3 seeds=[1] dataset=$d | eval against=$d\n", writes: [])
    }

    @Test func savedAndEvaluated() throws {
        let folder = "eval_results/loglinear/random_argmax_no_remask"
        try check(
            Self.load + "sample $m n=3 seeds=[1] dataset=$d | save | eval against=$d\n",
            writes: ["\(folder)_samples.pt", "\(folder).json"])
    }

    @Test func savedElsewhere() throws {
        try check(
            Self.load + "sample $m n=3 seeds=[1] dataset=$d as s\nsave $s to there/mine.pt\neval $s against=$d\n",
            writes: ["there/mine.pt", "there/random_argmax_no_remask.json"])
    }

    @Test func aWholeFolder() throws {
        let folder = "eval_results/loglinear/"
        try check(
            Self.load
                + """
                sample $m n=3 seeds=[1] dataset=$d | save
                sample $m n=3 seeds=[1] dataset=$d unmask=llada | save
                eval schedule=loglinear against=$d
                compare schedule=loglinear

                """,
            writes: [
                folder + "comparison.md",
                folder + "random_argmax_no_remask_samples.pt", folder + "random_argmax_no_remask.json",
                folder + "llada_argmax_no_remask_samples.pt", folder + "llada_argmax_no_remask.json",
            ])
    }

    /// A changed dataset makes the results, but not what does not depend on it, come out anew.
    @Test func whatChangesIsWritten() throws {
        let folder = "eval_results/loglinear/random_argmax_no_remask"
        let script = Self.load + "sample $m n=3 seeds=[1] rooms=4 | save | eval against=$d\n"
        #expect(try place.run(script).status == 0)
        try place.dataset(plans: 50)
        #expect(try planned(script) == ["\(folder)_samples.pt": "up to date", "\(folder).json": "write"])
    }

    @Test func afterWhatMustFailInATryNothingIsPlanned() throws {
        let plan = try planned(
            Self.load
                + """
                sample $m n=3 seeds=[1] dataset=$d as s
                try {
                  load samples nothing.pt
                  save $s to never.pt
                }
                save $s to always.pt

                """)
        #expect(plan == ["always.pt": "write"])
    }

    /// Two samples files of one method in a folder would share a result: refused before anything runs, however they
    /// come to be evaluated.
    @Test(arguments: [
        "eval $a against=$d\neval $b against=$d\n",
        "eval schedule=loglinear against=$d\n",
        "eval schedule=loglinear model=random_argmax_no_remask against=$d\n",
    ])
    func twoSamplesFilesOfOneMethod(evaluation: String) throws {
        let script =
            Self.load
                + """
                sample $m n=3 seeds=[1] dataset=$d as a
                save $a to eval_results/loglinear/a_samples.pt
                sample $m n=4 seeds=[1] dataset=$d as b
                save $b to eval_results/loglinear/b_samples.pt

                """ + evaluation
        let outcome = try place.run(script)
        #expect(outcome.status == 2)
        #expect(
            outcome.messages.first
                == "eval_results/loglinear/a_samples.pt and eval_results/loglinear/b_samples.pt are of one method, and "
                + "their results share eval_results/loglinear/random_argmax_no_remask.json", "\(outcome.errors)")
        #expect(!place.exists("eval_results"))
        // In two folders they do not.
        let apart = script.replacing("loglinear/b_samples.pt", with: "other/b_samples.pt")
        #expect(try place.run(apart).status == 0)
        #expect(place.exists("eval_results/loglinear/random_argmax_no_remask.json"))
    }
}
