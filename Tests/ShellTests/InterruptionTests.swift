import Foundation
import Testing
import TorchFiles

/// Ctrl-C stops the run and nothing else.
@Suite(.serialized) struct InterruptionTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.checkpoint()
    }

    private static let long = "sample $v1 n=100000 seeds=[1, 2] rooms=8 top_p=0.9"

    @Test(.timeLimit(.minutes(3))) func aScriptEndsWith130AndLeavesNoFile() throws {
        try place.write("load checkpoint tiny_loglinear.pt as v1\n\(Self.long) | save\nprint 1\n", to: "long.bds")
        let files = place.files
        let child = try place.start(["long.bds"])
        while !place.errorsSoFar.contains("loaded"), child.wait(seconds: 0.05) == nil {}
        _ = child.wait(seconds: 0.3)
        child.send(SIGINT)
        let outcome = place.finish(child)
        #expect(outcome.status == 130)
        #expect(outcome.errors.hasSuffix("interrupted\n"))
        #expect(outcome.output.isEmpty)
        #expect(place.files == files)
    }

    /// Killed, `train` is simply run again, and ends in the bytes of a run that nobody disturbed.
    @Test(.timeLimit(.minutes(3))) func aKilledTrainingGoesOn() throws {
        func script(_ file: String, steps: Int) -> String {
            "synthesize dataset n=40 seed=1 as homes\n"
                + "train to \(file) d_model=8 layers=1 heads=1 frequencies=4 batch=16 warmup=2 every=2 steps=\(steps)\n"
        }
        try place.write(script("a.pt", steps: 1_000_000), to: "long.bds")
        let child = try place.start(["long.bds"])
        while !place.errorsSoFar.contains("step 4 of"), child.wait(seconds: 0.02) == nil {}
        child.send(SIGKILL)
        #expect(place.finish(child).status != 0)
        let killed = try #require(
            try TorchFile.read(place.url("a.pt"))["config"]?["training"]?["step"]?.intValue)
        let again = try place.run(script("a.pt", steps: killed + 3))
        #expect(again.status == 0 && again.errors.contains("going on with a.pt at step"), "\(again.errors)")
        #expect(try place.run(script("b.pt", steps: killed + 3)).status == 0)
        #expect(try Data(contentsOf: place.url("a.pt")) == Data(contentsOf: place.url("b.pt")))
    }

    @Test(.timeLimit(.minutes(3))) func theShellStaysWithItsVariables() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        try terminal.ask("load checkpoint tiny_loglinear.pt as v1", "sha256")
        terminal.enter(Self.long)
        try terminal.expect("% ")  // the progress shows
        terminal.send("\u{3}")
        try terminal.expect("interrupted\n")
        try terminal.expect("bds> ")
        terminal.enter("print $v1.noise")
        let between = try terminal.expect("\nloglinear\n")
        #expect(between == "print $v1.noise")
        try terminal.expect("bds> ")
        try terminal.ask("sample $v1 n=2 seeds=[1] steps=2 rooms=3", "sampled random_argmax_no_remask: 2")
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func aHalfTypedLineIsDropped() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.send("load checkpoint nonsen")
        try terminal.expect("nonsen")
        terminal.send("\u{3}")
        try terminal.expect("bds> ")
        terminal.enter("print (1 + 2)")
        try terminal.expect("\n3\n")
        terminal.enter("exit")
        #expect(terminal.end() == 0)
    }
}
