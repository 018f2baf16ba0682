import Foundation
import Language
import TestSupport
import Testing

@testable import Runtime

/// The rules of the commands that load, make, train on and look into models and datasets hold at check time, through the
/// function that the run uses too.
@Suite struct KnownBeforeTheRunTests {
    @Test(arguments: [
        ("predict t=2 tokens=[0]", "t is 2.0, expected 0 to 1"),
        ("predict t=0.5 tokens=[]", "tokens has 0 entries, expected 36 (all positions), or one of"),
        ("predict t=0.5 tokens=[0, 2]", "tokens has 2 entries, expected 36 (all positions), or one of"),
        ("predict t=0.5 tokens=[\"Hall\"]", "token 0 is \"Hall\", expected a room: 0 to 14, _, or one of"),
        ("predict t=0.5 tokens=[0, 2, 13]", "token 2 is 13, expected a relation: 0 to 12, _, or one of"),
        ("predict t=0.5 tokens=[14]", "token 0 is PAD, but the row has just its real positions"),
        ("denoise t=[2]", "t is 2.0, expected 0 to 1"),
        ("denoise t=[]", "t is empty"),
        ("denoise t=-0.5", "t is -0.5, expected 0 to 1"),
        ("denoise batch=0", "batch is 0, expected 1 to 10,000"),
        ("denoise max_batches=0", "max_batches is 0, expected 1 to 1,000,000"),
        ("denoise model=llada_argmax_no_remask", "model=llada_argmax_no_remask needs the folder it is in"),
        ("synthesize dataset n=1", "n is 1, expected 2 to 10,000,000"),
        ("synthesize dataset max_rooms=3", "max_rooms is 3, expected 4 to 64"),
        ("synthesize dataset max_rooms=65", "max_rooms is 65, expected 4 to 64"),
        ("synthesize dataset n=2\ndenoise", "the dataset is too small: its validation split is empty"),
        (
            "synthesize dataset n=40 max_rooms=5\nsample n=1 seeds=[1]",
            "the dataset's plans have up to 5 rooms, the checkpoint's diagrams up to 8"
        ),
        (
            "synthesize dataset n=40 max_rooms=9\ndenoise",
            "the dataset's plans have up to 9 rooms, the checkpoint's diagrams up to 8"
        ),
    ])
    func rules(command: String, message: String) throws {
        try withTemporaryFolder { folder in
            let findings = Sitting().findings(Sitting.load() + (try Sitting.plans(in: folder)) + command)
            let errors = findings.filter { $0.hasPrefix("error") }
            #expect(errors.count == 1 && errors[0].hasPrefix("error: " + message), "\(findings)")
        }
    }

    /// What a file holds is read by the check, and by it alone where the run follows.
    @Test func filesOfAnotherKind() throws {
        try withTemporaryFolder { folder in
            let plans = try Sitting.plans(in: folder)
            let checkpoint = Golden.file("checkpoints/tiny_loglinear.pt").path
            for (command, message) in [
                ("load dataset \"\(checkpoint)\"", "is a PyTorch file, but not a dataset: it holds a dict"),
                ("load checkpoint \"\(folder.path)/plans.pt\"", "is not a checkpoint of a denoiser"),
                (plans.replacingOccurrences(of: " as plans", with: " max_rooms=0"), "max_rooms is 0, expected 2 to 64"),
                (
                    Sitting.load() + plans.replacingOccurrences(of: " as plans", with: " max_rooms=5")
                        + "sample n=1 seeds=[1]",
                    "the dataset's plans have up to 5 rooms, the checkpoint's diagrams up to 8"
                ),
            ] {
                let errors = Sitting().findings(command).filter { $0.hasPrefix("error") }
                #expect(errors.count == 1 && errors[0].contains(message), "\(errors)")
            }
            #expect(Sitting().findings(plans).filter { $0.hasPrefix("error") } == [])
        }
    }

    /// Whatever values are given: a run that the check let pass does not end with "a mistake in the script".
    @Test func noRunEndsWithAMistakeAfterThis() throws {
        try withTemporaryFolder { folder in
            let start = Sitting.load() + (try Sitting.plans(in: folder))
            var generator = SplitMix(state: 14)
            let whole = ["-1", "0", "1", "2", "5", "8", "9", "64", "65", "1000"]
            let fractions = ["-0.5", "0", "0.3", "0.5", "1", "1.5"]
            let tokens = ["0", "12", "13", "14", "15", "-1", "_", "\"Kitchen\"", "\"above\"", "\"PAD\""]
            func pick(_ values: [String]) -> String { values.randomElement(using: &generator) ?? "" }
            func list(_ values: [String], _ count: Int) -> String {
                "[" + (0..<count).map { _ in pick(values) }.joined(separator: ", ") + "]"
            }
            var passed = 0
            for number in 0..<120 {
                let to = "\"\(folder.path)/\(number % 7).pt\""
                let command =
                    switch number % 6 {
                    case 0:
                        "predict t=\(pick(fractions)) tokens=\(list(tokens, Int(pick(["0", "1", "2", "3", "6"])) ?? 1))"
                    case 1:
                        "denoise t=\(list(fractions, number % 3)) batch=\(pick(whole)) max_batches=\(pick(whole))"
                    case 2: "synthesize dataset n=\(pick(whole)) max_rooms=\(pick(whole)) to \(to) overwrite=true"
                    case 3:
                        "load dataset \"\(folder.path)/plans.pt\" max_rooms=\(pick(whole))\nsample n=1 seeds=[1] steps=1"
                    default:
                        "train to \(to) d_model=\(pick(["0", "4", "6"])) heads=\(pick(["1", "2", "4"])) layers=1 frequencies="
                            + "\(pick(["3", "4"])) batch=\(pick(["1", "8", "33"])) steps=\(pick(["1", "2", "3"])) warmup=1 "
                            + pick(["", "resume=true", "resume=false", "overwrite=true"])
                    }
                let sitting = Sitting()
                let checked = sitting.check(start + command)
                if checked.hasErrors { continue }
                passed += 1
                do { try sitting.session.run(checked) } catch let failure as Diagnostic {
                    #expect(!failure.isMistake, "\(command): \(failure.message)")
                }
            }
            #expect(passed > 20)
        }
    }
}
