import Foundation
import Language
import TestSupport
import Testing

@testable import Runtime

/// Commands below the shell: what they show, tell and foresee.
@Suite struct CommandTests {
    let sitting = Sitting()

    // MARK: predict

    @Test func aPredictionIsADistributionAtEveryRealPosition() throws {
        struct Prediction: Decodable {
            let rooms: [[Double]]
            let relations: [[Double]]
        }
        try sitting.run(
            Sitting.load() + "predict $v1 tokens=[\"LivingRoom\", 2, _, \"left-of\", _, 10] t=0.3 format=json")
        let text = try #require(sitting.console.texts.first)
        let prediction = try JSONDecoder().decode(Prediction.self, from: Data(text.utf8))
        #expect(prediction.rooms.map(\.count) == [13, 13, 13])
        #expect(prediction.relations.map(\.count) == [11, 11, 11])
        for row in prediction.rooms + prediction.relations { #expect(abs(row.reduce(0, +) - 1) < 1e-5) }
    }

    @Test func allPositionsOrJustTheRealOnesAreTheSame() throws {
        let padded =
            "[0, 2" + String(repeating: ", \"PAD\"", count: 6) + ", _" + String(repeating: ", 12", count: 27) + "]"
        try sitting.run(
            Sitting.load() + "predict $v1 tokens=[0, 2, _] t=0.3 format=json\n"
                + "predict $v1 tokens=\(padded) t=0.3 format=json")
        #expect(sitting.console.texts.count == 2)
        #expect(sitting.console.texts.first == sitting.console.texts.last)
    }

    @Test(arguments: [
        ("[0, 1]", "tokens has 2 entries, expected 36"),
        ("[\"kitchen\"]", "token 0 is \"kitchen\", expected a room"),
        ("[0, 1, \"Kitchen\"]", "token 2 is \"Kitchen\", expected a relation"), ("[15]", "token 0 is 15"),
        ("[\"PAD\"]", "token 0 is PAD, but the row has just its real positions"),
        ("[" + String(repeating: "0, ", count: 35) + "12]", "token 35 is PAD, but the row has 8 rooms"),
        (
            "[14" + String(repeating: ", 14", count: 7) + String(repeating: ", 12", count: 28) + "]",
            "tokens has no room"
        ),
    ])
    func tokensThatMakeNoRow(tokens: String, message: String) throws {
        let failure = sitting.failure(Sitting.load() + "predict $v1 tokens=\(tokens) t=0.5")
        #expect(failure?.isMistake == true)
        #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "nothing failed")")
    }

    // MARK: What a check foresees

    @Test func aMissingFileIsFoundBeforeTheFirstCommand() {
        #expect(
            sitting.findings("print 1\nload dataset nosuch.mat")
                == ["error: there is no file nosuch.mat, and nothing before makes it"])
        #expect(
            sitting.findings("load checkpoint nosuch.pt") == ["error: cannot read nosuch.pt: there is no such file"])
        #expect(sitting.console.shown.isEmpty)
    }

    @Test func whatAnEarlierCommandWritesIsThere() {
        let sample = Sitting.load() + "sample $v1 n=1 seeds=[1] steps=2 rooms=3 | save to made/s.pt\n"
        #expect(sitting.findings(sample + "load samples made/s.pt").isEmpty)
        #expect(sitting.findings(sample + "load samples made/t.pt").count == 1)
        let saved = Sitting.load() + "sample $v1 n=1 seeds=[1] steps=2 rooms=3 | save\n"
        #expect(sitting.findings(saved + "list schedule=loglinear").isEmpty)
        #expect(sitting.findings(saved + "list schedule=linear").count == 1)
    }

    @Test func twoSamplesUnderOneNameAreFound() {
        let line = "sample $v1 n=1 seeds=[1] steps=2 rooms=3 | save\n"
        let findings = sitting.findings(Sitting.load() + line + line.replacing("steps=2", with: "steps=3"))
        #expect(findings.count == 1)
        #expect(
            findings.first?.hasPrefix("error: an earlier command of this script already writes eval_results/") == true)
        // The same samples, however they are written, are no others.
        #expect(sitting.findings(Sitting.load() + line + line.replacing("steps", with: "top_p=1 steps")).isEmpty)
        #expect(sitting.findings(Sitting.load() + line + line.replacing("rooms=3", with: "rooms=4")).count == 1)
        let told = line.replacing("save", with: "save overwrite=true")
        #expect(sitting.findings(Sitting.load() + line + told).isEmpty)
    }

    @Test func aNoiseThatDoesNotFitIsFound() {
        let findings = sitting.findings(Sitting.load("linear") + "sample $v1 n=1 rooms=3 noise=loglinear")
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("error: the checkpoint was trained with noise linear") == true)
    }

    @Test func warningsOfTheCheckAreNotSaidTwice() throws {
        let script = Sitting.load() + "sample $v1 n=1 seeds=[1] steps=2 rooms=3 eta=0.5"
        let checked = sitting.check(script)
        #expect(checked.diagnostics.count == 1)
        try sitting.session.run(checked)
        #expect(sitting.console.warned.isEmpty)
    }

    // MARK: Samples in memory

    @Test func whatIsTakenFromTheSessionIsSaid() throws {
        try withTemporaryFolder { folder in
            try sitting.run(
                Sitting.load() + (try Sitting.plans(in: folder)) + "sample n=3 seeds=[5] steps=2 fresh=true\neval")
            let told = sitting.console.told
            for line in ["sample: using $v1", "sample: using $plans", "eval: using $plans"] {
                #expect(told.contains(line), "\(told)")
            }
            #expect(told.contains { $0.hasPrefix("eval: using the last Samples") })
            #expect(told.contains { $0.hasPrefix("evaluated random_argmax_no_remask in memory") })
            #expect(sitting.console.milestones == ["sampling random_argmax_no_remask: seed 5, 3 diagrams"])
        }
    }

    @Test func interruptionEndsASample() throws {
        let checked = sitting.check(Sitting.load() + "sample $v1 n=1000 seeds=[1] steps=100 rooms=8")
        sitting.cancellation.cancel()
        #expect(throws: Interrupted.self) { try sitting.session.run(checked) }
    }

    // MARK: Folders

    @Test func aScheduleIsAFolderOfEvalResultsAlone() {
        for name in ["linear", "loglinear", "my run", "a.b", "…", "a/b"] { #expect(ResultsFolder.isName(name)) }
        for name in ["", ".", "..", "a//b", "a/", "/a", "../a", "a\nb", "a\0"] { #expect(!ResultsFolder.isName(name)) }
        func schedule(_ path: String, _ root: String = "eval_results") -> String? {
            ResultsFolder(root).schedule(of: URL(fileURLWithPath: path))
        }
        #expect(schedule("eval_results/linear/x_samples.pt") == "linear")
        #expect(schedule("/elsewhere/eval_results/linear/x_samples.pt") == "linear")
        #expect(schedule("eval_results/x_samples.pt") == nil)
        #expect(schedule("/x_samples.pt") == nil)
        #expect(schedule("eval_results/linear/../x_samples.pt") == nil)
        #expect(schedule("runs/may/linear/x_samples.pt") == nil)
        #expect(schedule("runs/may/linear/x_samples.pt", "runs/may") == "linear")
        #expect(schedule("runs/may/linear/x_samples.pt", "runs/june/../may/") == "linear")
    }
}
