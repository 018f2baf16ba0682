import Foundation
import Testing

/// History, pasting, several lines, Ctrl-Z, and what only the prompt can do.
@Suite(.serialized) struct SittingTests {
    let place: Workplace
    private var state: [String: String] { ["XDG_STATE_HOME": place.url("state").path] }

    init() throws { place = try Workplace() }

    private func history() throws -> [String] {
        try place.contents("state/bds/history").split(separator: "\n").map(String.init)
    }

    @Test(.timeLimit(.minutes(3))) func twoShellsShareOneHistoryAndAHangUpLosesNothing() throws {
        let first = try Terminal(in: place, environment: state)
        let second = try Terminal(in: place, environment: state)
        for each in [first, second] { try each.expect("bds> ") }
        try first.ask("let a = 1")
        second.enter("for x in [7] {")
        try second.expect("..{> ")
        second.enter("print $x")
        try second.expect("..{> ")
        try second.ask("}", "\n7\n")
        first.hangUp()
        #expect(first.end() == 129)
        #expect(second.leave() == 0)
        #expect(try history() == ["let a = 1", "for x in [7] {\\nprint $x\\n}"])
        let mode = try FileManager.default.attributesOfItem(atPath: place.url("state/bds/history").path)[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
        let third = try Terminal(in: place, environment: state)
        try third.expect("bds> ")
        third.send("\u{12}for x")
        try third.expect("print $x")
        third.send("\r")
        try third.expect("\n7\n")
        try third.expect("bds> ")
        #expect(third.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func aPasteRunsNothingBeforeEnter() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.send("\u{1b}[200~let a = 3\rprint ($a + 1)\rprint frob(\r\u{1b}[201~")
        try terminal.expect("frob(")
        terminal.send("\u{3}")
        let before = try terminal.expect("bds> ")
        #expect(!before.contains("4"))
        terminal.send("\u{1b}[200~let a = 3\rprint ($a + 38)\r\u{1b}[201~\r")
        try terminal.expect("\n41\n")
        try terminal.expect("bds> ")
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func aPastedTranscriptRunsOnlyItsCommands() throws {
        let terminal = try Terminal(in: place, environment: state)
        try terminal.expect("bds> ")
        terminal.send("\u{1b}[200~bds> for x in [5] {\r..{>   print ($x + 60)\r..{> }\r65\r\u{1b}[201~\r")
        try terminal.expect("\n65\n\n65\n")
        try terminal.expect("bds> ")
        #expect(terminal.leave() == 0)
        #expect(try history() == ["for x in [5] {\\nprint ($x + 60)\\n}"])
    }

    @Test(.timeLimit(.minutes(3))) func theEscapeWordAndTenControlCsDropAContinuation() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.enter("print (1 +")
        try terminal.expect("..(> ")
        try terminal.ask("\\cancel")
        terminal.enter("for x in [1] {")
        try terminal.expect("..{> ")
        for _ in 0..<10 {
            terminal.send("\u{3}")
            try terminal.expect("bds> ")
        }
        try terminal.ask("print (1 + 1)", "\n2\n")
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func controlZStopsAndFgGoesOn() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.send("print ")
        try terminal.expect("print ")
        terminal.send("\u{1a}")
        #expect(terminal.waitUntilStopped())
        terminal.goOn()
        try terminal.expect("bds> print ")
        try terminal.ask("77", "\n77\n")
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func explainHelpAndSavedHistory() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.enter("help erors")
        try terminal.expect("did you mean `help errors`?")
        terminal.enter("history 5 frob=1")
        try terminal.expect("error: ")
        terminal.enter("explain")
        try terminal.expect("This is a mistake in what was written")
        try terminal.expect("history — lists")
        try terminal.ask("let a = 1")
        try terminal.ask("rename $a to b")
        terminal.enter("print $b")
        try terminal.expect("\n1\n")
        try terminal.ask("history save mine.bds", "wrote mine.bds")
        #expect(terminal.leave() == 0)
        #expect(try place.bds("check", "mine.bds").status == 0)
        #expect(try place.bds("mine.bds").output == "1\n")
    }

    @Test(.timeLimit(.minutes(3))) func promptCommandsAreNotForScripts() throws {
        let outcome = try place.bds("-c", "cd ..")
        #expect(outcome.status == 2)
        #expect(outcome.messages == ["cd is for the prompt alone, not for scripts"])
    }

    @Test(.timeLimit(.minutes(3))) func aHandoffNoteRunsAndItsFilesAreChecked() throws {
        try place.checkpoint()
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        for line in [
            "load checkpoint tiny_loglinear.pt as v1", "load checkpoint nosuch.pt",
            "sample $v1 n=2 seeds=[1] steps=2 rooms=3 as s", "show $s[0]", "save $s to s.pt", "handoff to note.md",
        ] {
            try terminal.ask(line, "\n")
        }
        #expect(terminal.leave() == 0)
        let note = try place.contents("note.md")
        #expect(note.contains("# failed: load checkpoint nosuch.pt"))
        #expect(note.contains("| Checkpoint | tiny_loglinear.pt | "))
        #expect(try place.bds("check", "note.md").status == 0)
        let again = try place.bds("note.md")
        #expect(again.status == 0 && again.errors.contains("unchanged s.pt"))
        #expect(note.contains(again.output.trimmingCharacters(in: .newlines)))
        try place.write("other", to: "s.pt")
        let changed = try place.bds("check", "note.md")
        #expect(changed.status == 1 && changed.errors.contains("s.pt is no longer the file recorded"))
    }

    /// Whatever the prompt took: what is written down of it passes its own check, and runs.
    @Test(.timeLimit(.minutes(3))) func whatIsWrittenDownRuns() throws {
        try place.checkpoint()
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        for line in [
            "load checkpoint tiny_loglinear.pt as v1; let k = 2 # two", "sample $v1 n=2 seeds=[1] steps=2 rooms=3 as s",
            "save $s to s.pt", "save $s to s.pt", "sample $v1 n=2 seeds=[1] steps=2 rooms=3 | save to s.pt",
            "rename $v1 to before; print $k", "let x = \"a;b\"; rename $x to y", "print $y", "def f() { print 1 }",
            "def f() { print 2 }", "let z = 1; print $nope", "let z = 7; ls nowhere; print $z", "if true { help }",
            "sample $before n=2 seeds=[2] steps=2 rooms=3 as more", "print $before.noise $s.path",
        ] {
            try terminal.ask(line)
        }
        try terminal.ask("rename $before to true", "error: ")
        try terminal.ask("rename $before to for", "error: ")
        try terminal.ask("history save mine.bds", "wrote mine.bds")
        try terminal.ask("handoff to note.md", "wrote note.md")
        try terminal.ask("handoff to note.md", "unchanged note.md")
        #expect(terminal.leave() == 0)
        for file in ["mine.bds", "note.md"] {
            let check = try place.bds("check", file)
            #expect(check.status == 0, "\(check.errors)")
            let run = try place.bds(file)
            #expect(run.status == 0 && run.output.hasPrefix("2\na;b\n"), "\(run.errors)")
            #expect(run.output.hasSuffix("loglinear s.pt\n") && run.errors.contains("unchanged s.pt"))
            let text = try place.contents(file)
            #expect(text.contains("let before = $v1") && text.contains("# two") && text.contains("# not run: print $z"))
        }
    }
}
