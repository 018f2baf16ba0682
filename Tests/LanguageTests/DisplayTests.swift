import Display
import Foundation
import Language
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
        let table = TextTable(
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
        let table = TextTable(headers: ["m", "first", "second", "third"], rows: [["a", "1.000", "2.0000", "3"]])
        #expect(
            table.text(width: 16) == """
                m  first  second
                ─  ─────  ──────
                a  1.000  2.0000

                m  third
                ─  ─────
                a      3

                """)
        #expect(table.text(width: 7) == "m       a\nfirst   1.000\nsecond  2.0000\nthird   3\n")
    }

    @Test func tablesNeverCutAndFit() {
        var dice = Dice(state: 3)
        for _ in 0..<200 {
            let columns = Int.random(in: 1...6, using: &dice)
            let cells = (0..<3).map { _ in
                (0..<columns).map { _ in String(repeating: "7", count: Int.random(in: 1...12, using: &dice)) }
            }
            let table = TextTable(headers: cells[0], rows: Array(cells[1...]))
            let width = Int.random(in: 8...60, using: &dice)
            let lines = table.lines(width: width)
            let text = lines.joined(separator: "\n")
            for cell in cells.joined() { #expect(text.contains(cell)) }
            if width >= 26 { #expect(lines.allSatisfy { TextWidth.columns($0) <= width }) }
        }
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
        let text = JSONText(session.check(Script(SourceText(name: "t.bds", text: "lst \"\\\""))).diagnostics).text()
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        #expect(parsed?.first?["severity"] as? String == "error")
        #expect((parsed?.first?["place"] as? [String: Any])?["line"] as? Int == 1)
    }

    @Test func tableAsJSONAndHelp() throws {
        let parsed = try JSONSerialization.jsonObject(with: Data(JSONText(fakeTable).text().utf8)) as? [String: Any]
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
