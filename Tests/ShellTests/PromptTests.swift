import Foundation
import Testing

/// The prompt behind a real terminal.
@Suite(.serialized) struct PromptTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(.timeLimit(.minutes(3))) func controlDLeaves() throws {
        let terminal = try Terminal(in: place)
        #expect(try terminal.expect("bds> ").contains("help lists the commands"))
        terminal.send("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func aMistakeKeepsThePromptAndItsVariables() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.enter("let x = 41")
        try terminal.expect("bds> ")
        terminal.enter("frobnicate")
        try terminal.expect("error: ")
        try terminal.expect("bds> ")
        terminal.enter("load checkpoint nosuch.pt")
        try terminal.expect("cannot read nosuch.pt: there is no such file")
        try terminal.expect("bds> ")
        terminal.enter("print ($x + 1)")
        try terminal.expect("\n42\n")
        try terminal.expect("bds> ")
        terminal.enter("exit")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func aLongLineArrivesWhole() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        // Longer than the 4096 bytes that a terminal keeps of a line that is not edited.
        let text = String(repeating: "abcdefghij", count: 500)
        terminal.enter("print (len(\"\(text)\"))")
        try terminal.expect("\n5000\n")
        try terminal.expect("bds> ")
        terminal.send("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func tablesFitTheWindowAsItIsNow() throws {
        try place.checkpoint()
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.enter("load checkpoint tiny_loglinear.pt")
        try terminal.expect("sha256")
        try terminal.expect("bds> ")
        var widest: [Int] = []
        for columns in [UInt16(120), 60] {
            terminal.resize(columns: columns)
            terminal.enter("list")
            try terminal.expect("list\n")
            widest.append(try terminal.expect("bds> ").split(separator: "\n").map(\.count).max() ?? 0)
        }
        #expect((61...120).contains(widest[0]))
        #expect((20...60).contains(widest[1]))
        terminal.enter("print 7")
        try terminal.expect("\n7\n")
        try terminal.expect("bds> ")
        terminal.send("\u{4}")
        try terminal.expect("\n")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func whatFailedLastIsRunAgain() throws {
        try place.write("wrong", to: "a.json")
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.enter("retry failed")
        try terminal.expect("nothing has failed in this session, and no script in this folder")
        try terminal.expect("bds> ")
        terminal.enter("let x = 4; load results a.json; print ($x * $x)")
        try terminal.expect("error: a.json, line 1")
        try terminal.expect("bds> ")
        terminal.enter("print 3")
        try terminal.expect("\n3\n")
        try terminal.expect("bds> ")
        let good = #"{"method": "a", "timestamp": "t", "config": {"seed": 3}, "metrics": {"eval/diversity": 0.5}}"#
        try place.write(good, to: "a.json")
        terminal.enter("retry failed")
        try terminal.expect("\n16\n")
        try terminal.expect("bds> ")
        // That was the last one.
        terminal.enter("retry failed")
        try terminal.expect("nothing has failed")
        try terminal.expect("bds> ")
        terminal.send("\u{4}")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func withoutColoursThereAreNoEscapeCodesOfOurs() throws {
        let terminal = try Terminal(in: place, environment: ["NO_COLOR": "1"])
        try terminal.expect("bds> ")
        terminal.enter("frobnicate")
        try terminal.expect("error: ")
        try terminal.expect("bds> ")
        #expect(!terminal.colours)
        let coloured = try Terminal(in: place)
        try coloured.expect("bds> ")
        coloured.enter("frobnicate")
        try coloured.expect("error")
        try coloured.expect("bds> ")
        #expect(coloured.colours)
        for each in [terminal, coloured] { each.send("\u{4}") }
        #expect(terminal.end() == 0 && coloured.end() == 0)
    }
}
