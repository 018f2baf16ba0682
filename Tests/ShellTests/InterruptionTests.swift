import Foundation
import Testing

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
