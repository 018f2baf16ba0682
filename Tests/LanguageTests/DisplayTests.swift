import Display
import Foundation
import JSON
import Language
import Tables
import TestSupport
import Testing

@Suite struct DisplayTests {
    @Test(arguments: [
        ("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("a\tb", 9), ("", 0), ("ﬀ", 1), ("🇩🇪", 2), ("❤️", 2),
        ("각", 2),
    ])
    func width(_ text: String, _ columns: Int) {
        #expect(TextWidth.columns(text) == columns)
    }

    @Test func table() {
        let table = Table(
            headers: ["method", "validity", "数"], rows: [["llada", "99.1", "1"], ["random 日本", "0.004986", "22"]])
        #expect(
            table.text() == """
                method       validity  数
                ───────────  ────────  ──
                llada            99.1   1
                random 日本  0.004986  22

                """)
    }

    @Test func tableSplitsIntoBlocks() {
        let table = Table(headers: ["m", "first", "second", "third"], rows: [["a", "1.000", "2.0000", "3"]])
        #expect(
            table.text(width: 16) == """
                m  first  second
                ─  ─────  ──────
                a  1.000  2.0000

                m  third
                ─  ─────
                a      3

                """)
        #expect(table.text(width: 7) == "m  a\n  first\n    1.000\n  second\n    2.0000\n  third\n    3\n")
        #expect(
            table.text(width: 12)
                == "m  first\n─  ─────\na  1.000\n\nm  second\n─  ──────\na  2.0000\n\nm  third\n─  ─────\na      3\n")
    }

    @Test func tablesNeverCutAndFit() {
        var dice = SplitMix(state: 3)
        for _ in 0..<200 {
            let columns = Int.random(in: 1...6, using: &dice)
            let cells = (0..<3).map { _ in
                (0..<columns).map { _ in String(repeating: "7", count: Int.random(in: 1...12, using: &dice)) }
            }
            let table = Table(headers: cells[0], rows: Array(cells[1...]))
            let width = Int.random(in: 8...60, using: &dice)
            let lines = table.lines(width: width)
            let text = lines.joined(separator: "\n")
            for cell in cells.joined() { #expect(text.contains(cell)) }
            if width >= 26 { #expect(lines.allSatisfy { TextWidth.columns($0) <= width }) }
        }
    }

    @Test func helpFitsNarrowWindows() throws {
        let signature = CommandSignature(
            ["draw"], "draws 図 of a checkpoint, one for every seed that is given",
            details: "The same seed gives the same diagrams, whatever the number of threads that draw them.",
            parameters: [Parameter("temperature", .float, absent: .literal("0"), "0: the likeliest token")],
            result: .object("Samples"))
        let table = SignatureTable(
            commands: [signature], objectTypes: [ObjectType("Samples", "diagrams drawn from a checkpoint, by seed")])
        for width in [80, 60, 40, 30] {
            let help = HelpText(table, width: width)
            let lines = help.command(signature).split(separator: "\n")
            #expect(lines.allSatisfy { TextWidth.columns($0) <= width }, "at \(width)")
        }
        #expect(
            HelpText(table, width: 40).command(signature).contains(
                "  temperature\n      Float, default 0. 0: the likeliest\n      token\n"))
    }

    @Test func aWideTextIsWrappedUnderItsSecondColumn() {
        let help = HelpText(SignatureTable(commands: [], objectTypes: []), width: 30)
        #expect(
            help.fitted("TAB      completes what may stand here\nshort\n  one line that is too long for it")
                == "TAB      completes what may\n         stand here\nshort\n  one line that is too long\n    for it")
    }

    @Test func coloursOnlyWhenAsked() {
        let session = Session(host: FakeHost())
        let diagnostics = session.check(Script(SourceText(name: "t", text: "lst"))).diagnostics
        #expect(!DiagnosticRenderer(.plain).render(diagnostics).contains("\u{1B}"))
        #expect(DiagnosticRenderer(.coloured).render(diagnostics).contains("\u{1B}[1;31merror"))
    }

    @Test func controlCharactersAreNotWrittenOut() {
        let text = checkText("list \u{1B}[31m\u{0}")
        #expect(!text.contains("\u{1B}") && !text.contains("\u{0}"))
    }

    @Test func diagnosticsAsJSON() throws {
        let session = Session(host: FakeHost())
        let text = JSON(session.check(Script(SourceText(name: "t.bds", text: "lst \"\\\""))).diagnostics).text(
            .readable)
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        #expect(parsed?.first?["severity"] as? String == "error")
        #expect((parsed?.first?["place"] as? [String: Any])?["line"] as? Int == 1)
    }

    @Test func tableAsJSONAndHelp() throws {
        let parsed =
            try JSONSerialization.jsonObject(with: Data(JSON(fakeTable).text(.readable).utf8)) as? [String: Any]
        #expect((parsed?["commands"] as? [Any])?.count == fakeTable.commands.count)
        let help = HelpText(fakeTable)
        let sample = try #require(fakeTable.commands.first { $0.name == "sample" })
        let text = help.command(sample)
        #expect(text.contains("  sample [CHECKPOINT] [n=1000] [seeds=[42, 123]] [unmask=random] [top_p=none]\n"))
        #expect(text.contains("n            Int, default 1000. samples per seed\n"))
        #expect(text.split(separator: "\n").allSatisfy { TextWidth.columns($0) <= 80 })
        #expect(help.overview().contains("load checkpoint"))
        #expect(fakeTable.problems().isEmpty)
    }
}
