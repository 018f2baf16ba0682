import Display
import Language
import Testing

/// How diagnostics are laid out. What each says stands in `Tests/Diagnostics`, see `DiagnosticFixtureTests`.
@Suite struct DiagnosticTests {
    @Test func placeCaretAndHelp() {
        let script =
            String(repeating: "list\n", count: 32) + "load checkpoint small.pt as v1\nsample $v1 n=1000 topp=0.9\n"
        #expect(
            checkText(script) == """
                error: `sample` has no argument `topp`
                  --> test.bds:34:19
                   |
                34 | sample $v1 n=1000 topp=0.9
                   |                   ^^^^
                   = help: did you mean `top_p`?

                """)
    }

    @Test func aNoteOnAnotherPlace() {
        #expect(
            checkText("for x in [1, 2] {\n  print $x\n") == """
                error: this `{` is never closed
                 --> test.bds:2:11
                  |
                2 |   print $x
                  |           ^
                note: `{` was opened here
                 --> test.bds:1:17
                  |
                1 | for x in [1, 2] {
                  |                 -

                """)
    }

    @Test func aNoteOnNoPlace() {
        #expect(
            checkText("load checkpoint small.pt\nsample n=3.5") == """
                error: `n` takes a whole number (Int), but this is a Float
                 --> test.bds:2:10
                  |
                2 | sample n=3.5
                  |          ^^^
                  = note: declared by `sample`: n=Int (default 1000): samples per seed

                """)
    }

    @Test func theWayIntoAModule() {
        #expect(
            checkText("use tools\n", modules: ["tools": "let a = 1\nprint $b\n"]) == """
                error: there is no variable `$b`
                 --> tools.bds:2:7
                  |
                2 | print $b
                  |       ^^
                note: in `use tools`, called here
                 --> test.bds:1:5
                  |
                1 | use tools
                  |     -----
                  = help: variables: a

                """)
    }

    @Test func caretUnderWideCharacters() {
        let text = checkText("\t$nope")
        #expect(text.contains("1 |     $nope\n  |     ^^^^^\n"))
        let wide = checkText("print \"日本語\" $nope").split(separator: "\n")
        #expect(TextWidth.columns(wide[3].prefix { $0 != "$" }) == TextWidth.columns(wide[4].prefix { $0 != "^" }))
        let emoji = checkText("print \"👩‍👩‍👧é\" $nope").split(separator: "\n")
        #expect(TextWidth.columns(emoji[3].prefix { $0 != "$" }) == TextWidth.columns(emoji[4].prefix { $0 != "^" }))
    }

    /// What a diagnostic is about is known as data, wherever in the command it points.
    @Test(
        arguments: [
            ("load checkpoint small.pt\nlet s = for n in [1, x] { sample n=$n }", ["sample"], "n"),
            ("sample topp=0.9", ["sample"], nil), ("sample n=8", ["sample"], "checkpoint"),
            ("load checkpoint small.pt | sample n=(1 + x)", ["sample"], "n"),
            ("load checkpoint gone.pt", ["load", "checkpoint"], "path"), ("sample n=$k*2", ["sample"], "n"),
            ("let x = 1 + true", nil, nil), ("fail", ["fail"], nil),
            ("let n = if (eval).inside_validity.mean > 2 { 1 } else { 0 }\nprint 1 (3 // $n)", ["print"], "values"),
        ] as [(String, [String]?, String?)])
    func subject(_ text: String, _ words: [String]?, _ argument: String?) throws {
        let session = Session(host: FakeHost(), modules: FakeModules())
        let checked = session.check(Script(SourceText(name: "test.bds", text: text)))
        var found = checked.diagnostics.first { $0.severity == .error }
        if found == nil {
            do { try session.run(checked) } catch let failure as Diagnostic { found = failure }
        }
        #expect(found?.subject?.words == words, "\(text): \(found?.message ?? "nothing")")
        #expect(found?.subject?.argument == argument, "\(text): \(found?.message ?? "nothing")")
    }
}
