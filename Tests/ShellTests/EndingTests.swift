import Foundation
import JSON
import Testing

/// What ends bds from outside, and what is kept then.
@Suite(.serialized) struct EndingTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.checkpoint()
    }

    private func start(long script: String = "long.bds", through shell: String? = nil) throws -> Child {
        let sample = "sample $v1 n=100000 seeds=[1, 2] rooms=8 top_p=0.9"
        try place.write("load checkpoint tiny_loglinear.pt as v1\n\(sample) | save\nprint 1\n", to: script)
        let child = try place.start([script], through: shell)
        while !place.errorsSoFar.contains("loaded"), child.wait(seconds: 0.05) == nil {}
        _ = child.wait(seconds: 0.3)
        return child
    }

    @Test(.timeLimit(.minutes(3)), arguments: [(SIGTERM, 143, "terminated\n"), (SIGHUP, 129, "hung up\n")])
    func aScriptIsStoppedAsByControlC(_ signal: Int32, _ status: Int32, _ said: String) throws {
        let child = try start()
        child.send(signal)
        let outcome = place.finish(child)
        #expect(outcome.status == status)
        #expect(outcome.errors.hasSuffix(said) && outcome.output.isEmpty, "\(outcome.errors)")
        let failed = try JSON(parsing: Array(place.contents(".bds/failed.json").utf8))
        #expect(failed.array?.first?.object?["script"] == .string("long.bds"))
    }

    /// `nohup` means it.
    @Test(.timeLimit(.minutes(3))) func anIgnoredHangUpStaysIgnored() throws {
        let child = try start(through: "trap '' HUP")
        child.send(SIGHUP)
        #expect(child.wait(seconds: 0.5) == nil)
        child.send(SIGTERM)
        #expect(place.finish(child).status == 143)
    }

    @Test(.timeLimit(.minutes(3))) func aPromptEndsToo() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.signal(SIGTERM)
        #expect(terminal.end() == 143)
    }

    @Test(.timeLimit(.minutes(3))) func quitIsOneLine() throws {
        let child = try start()
        let before = place.errorsSoFar
        child.send(SIGQUIT)
        let outcome = place.finish(child)
        #expect(outcome.status == 128 + SIGQUIT)
        #expect(outcome.errors == before + "bds: quit\n")
    }

    /// Wherever memory ends, also where none is left for the runtime's own last words.
    @Test(.timeLimit(.minutes(3)), arguments: [300_000, 340_000, 380_000, 420_000, 460_000, 500_000, 600_000, 700_000])
    func noMemoryIsOneLine(kilobytes: Int) throws {
        let child = try place.start(
            ["-c", "synthesize dataset n=2000000 seed=1"], through: "ulimit -v \(kilobytes); ulimit -c 0")
        let outcome = place.finish(child)
        #expect(outcome.status != 0)
        #expect(outcome.errors.split(whereSeparator: \.isNewline).count == 1, "\(outcome.errors)")
        #expect(!outcome.errors.contains("Thread 0"))
    }

    /// Each script has its own place: one that gets through, or fails later, says nothing of another.
    @Test(.timeLimit(.minutes(3))) func failuresOfTwoScriptsAreKeptApart() throws {
        for name in ["a", "b"] {
            try place.write("let x = synthesize dataset n=4 seed=1\nassert $x.size > 9\n", to: "\(name).bds")
            #expect(try place.bds("\(name).bds").status == 1)
        }
        try place.write("print 1\n", to: "b.bds")
        #expect(try place.bds("b.bds").status == 0)
        let again = try place.bds("-c", "retry failed")
        #expect(again.status == 1 && again.errors.contains("retry: a.bds"))
        try place.write("print 2\n", to: "a.bds")
        #expect(try place.bds("-c", "retry failed").output == "2\n")
        #expect(!place.exists(".bds/failed.json"))
    }
}
