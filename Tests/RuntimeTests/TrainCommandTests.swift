import Files
import Foundation
import Language
import TestSupport
import Testing

@testable import Runtime

@Suite struct TrainCommandTests {
    private static let tiny =
        "d_model=8 layers=1 heads=2 frequencies=4 batch=16 warmup=2 lr=1e-3 every=4"

    private func inFolder(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { try body($0.path) }
    }

    private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    @Test func aTrainedCheckpointIsLoadedAndSampled() throws {
        try inFolder { folder in
            let sitting = Sitting()
            try sitting.run(
                """
                synthesize dataset n=40 seed=1 as homes
                train to "\(folder)/a.pt" data=$homes \(Self.tiny) steps=5 as mine
                sample $mine n=2 seeds=[1] steps=2 as s
                print $mine.noise $mine.epoch $mine.d_model
                """)
            #expect(sitting.console.texts.last == "loglinear 2 8")
            #expect(sitting.console.told.contains { $0.hasPrefix("step 4 of 5") && $0.contains("validation") })
            #expect(sitting.console.told.contains { $0.hasPrefix("step 5 of 5") })
        }
    }

    /// A run that was stopped is simply run again; resume=true says so, and changes nothing.
    @Test(arguments: ["", "resume=true"]) func aRunThatGoesOnEndsInTheSameBytes(resume: String) throws {
        try inFolder { folder in
            let homes = "synthesize dataset n=40 seed=1 as homes\n"
            try Sitting().run(homes + "train to \"\(folder)/whole.pt\" \(Self.tiny) steps=7")
            try Sitting().run(homes + "train to \"\(folder)/parts.pt\" \(Self.tiny) steps=3")
            let sitting = Sitting()
            try sitting.run(homes + "train to \"\(folder)/parts.pt\" \(Self.tiny) steps=7 \(resume)")
            #expect(sitting.console.told.contains { $0.hasSuffix("parts.pt at step 3") })
            #expect(try bytes("\(folder)/parts.pt") == bytes("\(folder)/whole.pt"))
        }
    }

    /// One rule: with as many steps as asked for there is nothing to do, with more there is another model.
    @Test func aFinishedFileIsLeftAlone() throws {
        try inFolder { folder in
            let homes = "synthesize dataset n=40 seed=1 as homes\n"
            let train = homes + "train to \"\(folder)/a.pt\" \(Self.tiny)"
            try Sitting().run(train + " steps=6")
            let before = try bytes("\(folder)/a.pt")
            let again = Sitting()
            try again.run(train + " steps=6")
            #expect(again.console.told.last?.hasSuffix("a.pt: it is trained to the end") == true)
            for resume in ["", "resume=true"] {
                let fewer = Sitting().failure(train + " steps=4 \(resume)")
                #expect(fewer?.message.hasSuffix("a.pt has 6 steps already, more than steps=4") == true)
            }
            #expect(try bytes("\(folder)/a.pt") == before)
        }
    }

    /// Where the dataset is a file, the check knows all that the run would say.
    @Test func whatStandsThereIsKnownBeforeTheRun() throws {
        try withTemporaryFolder { folder in
            let train = try Sitting.plans(in: folder) + "train to \"\(folder.path)/a.pt\" \(Self.tiny)"
            try Sitting().run(train + " steps=3")
            func errors(_ arguments: String) -> [String] {
                Sitting().findings(train + " " + arguments).filter { $0.hasPrefix("error") }
            }
            #expect(errors("steps=3") == [])
            #expect(errors("steps=5 resume=true") == [])
            for (arguments, message) in [
                ("steps=2", "has 3 steps already, more than steps=2"),
                ("steps=3 seed=1", "exists and holds another run: seed was 42, now 1"),
                ("steps=3 resume=false", "exists and holds another model or run"),
            ] {
                let found = errors(arguments)
                #expect(found.count == 1 && found[0].hasSuffix("a.pt " + message), "\(found)")
            }
            #expect(errors("steps=3 seed=1 overwrite=true") == [])
        }
    }

    @Test func anInterruptedRunSavesAndGoesOn() throws {
        try inFolder { folder in
            let sitting = Sitting()
            // The command's first look at Ctrl-C comes after the runtime's: stop from within, by the console's thread.
            let homes = "synthesize dataset n=40 seed=1 as homes\n"
            try sitting.run(homes)
            let cancellation = sitting.cancellation
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) { cancellation.cancel() }
            #expect(throws: (any Error).self) {
                try sitting.run("train to \"\(folder)/a.pt\" data=$homes \(Self.tiny) steps=1000000")
            }
            #expect(sitting.console.told.contains { $0.hasPrefix("stopped at step") })
            #expect(FileManager.default.fileExists(atPath: "\(folder)/a.pt"))
        }
    }

    @Test func anotherRunsFileIsLeftAlone() throws {
        try inFolder { folder in
            let train = "synthesize dataset n=40 seed=1 as homes\ntrain to \"\(folder)/a.pt\" \(Self.tiny)"
            try Sitting().run(train + " steps=2")
            let before = try bytes("\(folder)/a.pt")
            let again = Sitting().failure(train + " steps=2 resume=false")
            #expect(again?.message.hasSuffix("a.pt exists and holds another model or run") == true)
            for resume in ["", "resume=true"] {
                let other = Sitting().failure(train + " steps=4 seed=1 \(resume)")
                #expect(other?.message.contains("seed was 42, now 1") == true)
            }
            #expect(try bytes("\(folder)/a.pt") == before)
            try AtomicFile.write("not a checkpoint", to: URL(fileURLWithPath: folder).appendingPathComponent("b.pt"))
            let file = Sitting().failure(train.replacingOccurrences(of: "a.pt", with: "b.pt") + " steps=2")
            #expect(file?.message.hasSuffix("b.pt exists and holds another model or run") == true)
        }
    }

    @Test(arguments: [
        ("heads=3", "heads is 3, expected a divisor of d_model, 64"),
        ("frequencies=5", "frequencies is 5, expected an even number"),
        ("lr=0.0", "lr is 0.0, expected 1e-09 to 10.0"),
        ("steps=0", "steps is 0, expected 1 to 1,000,000,000"),
        ("edge_balance=2", "edge_balance is 2.0, expected 0.0 to 1.0"),
        ("batch=33", "batch is 33, but the train split has only 32 plans"),
        ("batch=8 resume=true", "there is no nowhere.pt to go on with"),
        ("batch=8 resume=true overwrite=true", "resume=true goes on with the file, overwrite=true begins anew"),
    ])
    func wrongArgumentsAreFoundBeforeTheRun(argument: String, message: String) {
        let findings = Sitting().findings("synthesize dataset n=40\ntrain to nowhere.pt \(argument)")
        #expect(findings == ["error: \(message)"])
    }

    @Test func aModelBeyondAllMemoryIsFoundBeforeTheRun() {
        let findings = Sitting().findings("synthesize dataset n=40\ntrain to nowhere.pt d_model=4096 layers=64")
        #expect(findings.count == 1)
        #expect(findings.first?.hasSuffix("parameters, expected at most 50,000,000") == true)
    }

    @Test func aBatchBeyondTheHomesIsAMistake() {
        let failure = Sitting().failure("synthesize dataset n=40\ntrain to nowhere.pt")
        #expect(failure?.message == "batch is 256, but the train split has only 32 plans")
    }

    @Test func informationSaysWhatHomesAreLike() throws {
        let sitting = Sitting()
        try sitting.run("synthesize dataset n=40 as homes\ninfo $homes")
        let text = try #require(sitting.console.texts.last)
        for line in ["connected 100.0%", "inside validity 100.0%", "transitivity 100.0%"] {
            #expect(text.contains(line))
        }
    }

    @Test func lossCurvesKeepTheirLength() {
        var curve = LossCurve()
        #expect(curve.sparkline == "")
        for step in 0..<1000 { curve.add(Double(1000 - step)) }
        #expect((12...24).contains(curve.sparkline.count))
        #expect(curve.sparkline.first == "█")
        #expect(curve.sparkline.last == "▁")
    }
}
