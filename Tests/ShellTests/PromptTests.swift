import Foundation
import Testing

/// The prompt behind a real terminal.
@Suite(.serialized) struct PromptTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(.timeLimit(.minutes(3))) func controlDLeaves() throws {
        let terminal = try Terminal(in: place)
        #expect(try terminal.expect("bds> ").contains("help lists the commands"))
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func aMistakeKeepsThePromptAndItsVariables() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        try terminal.ask("let x = 41")
        try terminal.ask("frobnicate", "error: ")
        try terminal.ask("load checkpoint nosuch.pt", "cannot read nosuch.pt: there is no such file")
        try terminal.ask("print ($x + 1)", "\n42\n")
        terminal.enter("exit")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func aLongLineArrivesWhole() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        // Longer than the 4096 bytes that a terminal keeps of a line that is not edited.
        let text = String(repeating: "abcdefghij", count: 500)
        try terminal.ask("print (len(\"\(text)\"))", "\n5000\n")
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func tablesFitTheWindowAsItIsNow() throws {
        try place.checkpoint()
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        try terminal.ask("load checkpoint tiny_loglinear.pt", "sha256")
        var widest: [Int] = []
        for columns in [UInt16(120), 60] {
            terminal.resize(columns: columns)
            terminal.enter("list")
            try terminal.expect("list\n")
            widest.append(try terminal.expect("bds> ").split(separator: "\n").map(\.count).max() ?? 0)
        }
        #expect((61...120).contains(widest[0]))
        #expect((20...60).contains(widest[1]))
        try terminal.ask("print 7", "\n7\n")
        terminal.send("\u{4}")
        try terminal.expect("\n")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func whatFailedLastIsRunAgain() throws {
        func result(_ diversity: Double) -> String {
            #"{"method": "a", "timestamp": "t", "config": {"seed": 3}, "metrics": {"eval/diversity": \#(diversity)}}"#
        }
        try place.write(result(0.5), to: "a.json")
        try place.write(result(0.6), to: "b.json")
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        try terminal.ask("retry failed", "nothing has failed in this session, and no script in this folder")
        try terminal.ask("let x = 4; diff a.json b.json; print ($x * $x)", "error: 1 difference not expected")
        try terminal.ask("print 3", "\n3\n")
        try place.write(result(0.5), to: "b.json")
        try terminal.ask("retry failed", "\n16\n")
        // That was the last one.
        try terminal.ask("retry failed", "nothing has failed")
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func whatAFailedLineHandedOverIsForgotten() throws {
        try place.write("print sourced", to: "a.bds")
        try place.write(
            #"{"script": "b.bds", "arguments": [], "settings": [], "goesOn": false}"#, to: "sub/.bds/failed.json")
        try place.write("print 81", to: "sub/b.bds")
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        try terminal.ask("retry failed", "nothing has failed")
        try terminal.ask("source a.bds; ls nowhere", "nowhere is not a folder that can be read")
        terminal.enter("print 5")
        try terminal.expect("\n5\n")
        #expect(try terminal.expect("bds> ").isEmpty)
        // Asking again is not what failed.
        try terminal.ask("retry failed; ls nothing", "nothing is not a folder that can be read")
        try terminal.ask("retry failed", "nowhere is not a folder that can be read")
        #expect(terminal.leave() == 0)

        let other = try Terminal(in: place)
        try other.expect("bds> ")
        try other.ask("retry failed", "nothing has failed")
        try other.ask("cd sub", "/sub")
        try other.ask("retry failed", "\n81\n")
        #expect(other.leave() == 0)
    }

    /// A file that sources itself is a mistake, as a module that uses itself is.
    @Test(.timeLimit(.minutes(3))) func whatIsSourcedHasAScriptsRights() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        for line in ["source a.bds", "cd ..", "pwd", "rename $x to y", "retry failed"] {
            try place.write("print sourced\n\(line)", to: "a.bds")
            try terminal.ask("let x = 3; source a.bds", "not for scripts")
        }
        try place.write("print sourced; print $x", to: "a.bds")
        try terminal.ask("source a.bds", "sourced\n3\n")
        #expect(terminal.leave() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func withoutColoursThereAreNoEscapeCodesOfOurs() throws {
        let terminal = try Terminal(in: place, environment: ["NO_COLOR": "1"])
        try terminal.expect("bds> ")
        try terminal.ask("frobnicate", "error: ")
        #expect(!terminal.colours)
        let coloured = try Terminal(in: place)
        try coloured.expect("bds> ")
        try coloured.ask("frobnicate", "error")
        #expect(coloured.colours)
        for each in [terminal, coloured] { each.send("\u{4}") }
        #expect(terminal.end() == 0 && coloured.end() == 0)
    }
}
