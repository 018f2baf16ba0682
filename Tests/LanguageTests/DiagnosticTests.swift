import Display
import Language
import Testing

/// Rendered diagnostics as text; the numbers are those of the issue's list.
@Suite struct DiagnosticTests {
    @Test func typoInArgumentName() {
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

    @Test func threeIndependentErrorsInOrder() {
        let text = checkText("print $nope\nlet x = )\nlist zzz=1\nprint $x $nope\n")
        #expect(
            text.split(separator: "\n").filter { $0.hasPrefix("error") } == [
                "error: there is no variable `$nope`", "error: expected a value, found `)`",
                "error: `list` has no argument `zzz`",
            ])
    }

    @Test func unclosedBrace() {
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

    @Test func noCloseNameListsTheValidOnes() throws {
        #expect(
            checkText("load checkpoint small.pt\nsample zzz=1").contains(
                "= help: arguments of `sample`: checkpoint, n, seeds"))
        #expect(
            checkText("let e = eval\nprint $e.etu").contains("= help: did you mean `eta` or `eti`?"))
        #expect(try output("let e = eval\nprint $e[\"a/b\"].mean") == ["0.5"])
    }

    @Test func wholeNumberExpected() {
        #expect(
            checkText("load checkpoint small.pt\nsample n=3.5") == """
                error: `n` takes a whole number (Int), but this is a Float
                 --> test.bds:2:10
                  |
                2 | sample n=3.5
                  |          ^^^
                  = note: declared by `sample`: n=Int (default 1000): samples per seed

                """)
        #expect(checkText("load checkpoint small.pt\nsample n=1e3").contains("= help: write 1000"))
        #expect(
            checkText("load checkpoint small.pt\nsample seeds=[1, 2.5, 3]").contains(
                "2 | sample seeds=[1, 2.5, 3]\n  |                  ^^^\n"))
    }

    @Test func caretUnderWideCharacters() {
        let text = checkText("\t$nope")
        #expect(text.contains("1 |     $nope\n  |     ^^^^^\n"))
        let wide = checkText("print \"日本語\" $nope").split(separator: "\n")
        #expect(TextWidth.columns(wide[3].prefix { $0 != "$" }) == TextWidth.columns(wide[4].prefix { $0 != "^" }))
        let emoji = checkText("print \"👩‍👩‍👧é\" $nope").split(separator: "\n")
        #expect(TextWidth.columns(emoji[3].prefix { $0 != "$" }) == TextWidth.columns(emoji[4].prefix { $0 != "^" }))
    }

    @Test func errorInModuleNamesItsOwnLine() {
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

    @Test func errorInDefinitionSaysWhoCalled() {
        let text = checkText("def get(p) { load checkpoint $p }\nget small.pt\nget gone.pt\n")
        #expect(
            text == """
                error: there is no file gone.pt
                 --> test.bds:1:30
                  |
                1 | def get(p) { load checkpoint $p }
                  |                              ^^
                note: in `get`, called here
                 --> test.bds:3:1
                  |
                3 | get gone.pt
                  | -----------

                """)
    }

    @Test func missingFileInTheLastRunOfALoop() {
        let script = """
            for i in 0..<170 {
              let p = if $i < 169 { small.pt } else { gone.pt }
              load checkpoint $p
            }
            """
        #expect(checkText(script).contains("error: there is no file gone.pt"))
        #expect(checkText(script).contains("= note: with $i = 169"))
    }

    @Test func fileThatTheScriptMakesIsThere() {
        #expect(checkText("load checkpoint small.pt\nsample | save to a.pt\nload samples a.pt") == "")
        #expect(checkText("load samples a.pt").contains("there is no file a.pt"))
    }

    @Test func sessionHasNone() {
        #expect(
            checkText("sample n=8") == """
                error: `sample` needs a Checkpoint, and nothing before loads or makes one
                 --> test.bds:1:1
                  |
                1 | sample n=8
                  | ^^^^^^
                  = help: `load checkpoint` gives one

                """)
        // No follow-up of a misspelt command.
        #expect(
            checkText("laod checkpoint small.pt\nsample n=8").split(separator: "\n").filter { $0.hasPrefix("error") }
                .count == 1)
    }

    @Test(
        arguments: [
            ("smaple n=8", "there is no command `smaple`", "did you mean `sample`?"),
            (
                "load chekpoint x.pt", "`load` is followed by checkpoint, dataset, samples, not by `chekpoint`",
                "did you mean `load checkpoint`?"
            ),
            ("diff a.json", "`diff` needs `b`: a path (Path)", "b: the second"),
            ("list 1 2", "`list` has no place for `1`", "by place it takes nothing; the rest is written name=value"),
            (
                "load checkpoint small.pt; sample unmask=lada", "`unmask` takes one of random, llada, not `lada`",
                "did you mean `llada`?"
            ),
            (
                "load checkpoint small.pt; sample unmask=\"llada\"",
                "`unmask` takes one of random, llada, but this is a String", "write it without quotes: llada"
            ),
            ("x = 3", "a variable is set with `let x = …`", nil),
            ("print $a.b/c", "a bare word cannot hold a variable", nil),
            ("print 'a'", "text is written in double quotes", "write \"…\""),
            ("print \"a", "this text has no closing quote on its line", nil),
            (
                "let a = 3\nprint $a*2", "`*` in an argument needs parentheses around the expression",
                "for example n=($n * 2)"
            ),
            ("print 99999999999999999999", "99999999999999999999 is too large a number", nil),
            ("print 9223372036854775807 (9223372036854775807 + 1)", "the result is too large for an Int", nil),
            ("| list", "a line cannot begin with `|`", nil),
            ("bds 2", "this bds speaks version 1 of the language, not 2", nil),
            ("}", "`}` closes nothing: nothing is open here", nil),
            ("assert 3", "an assertion is true or false (Bool), but this is an Int", nil),
            ("for x in 3 { }", "`for` runs over a list or a range, but this is an Int", nil),
            ("for x in 0.5..<2 { }", "a range runs between whole numbers, but this is a Float", nil),
            ("1 < 2 < 3", "comparisons do not chain", "join them with `and`"),
            ("use nothing", "there is no module `nothing`", nil),
            (
                "let e = eval\nprint $e.insid_validity", "Evaluation has no field `insid_validity`",
                "did you mean `inside_validity`?"
            ),
            ("for i in 0..<2 { let k = $i }\nprint $k", "there is no variable `$k`", nil),
            ("def f() { f }\nf", "`f` calls itself: f → f", nil),
            ("def a() { b }\ndef b() { a }", "`a` calls itself: a → b → a", nil),
            ("print $", "expected a variable's name after `$`", nil),
            (
                "load samples $d/x.pt", "a bare word cannot hold a variable",
                "write it in quotes, the variable in braces: \"{$d}/x.pt\""
            ),
            ("list | save", "the command before hands nothing on to `save`", nil),
            ("let x = list", "this yields nothing that `x` could name", nil),
            ("sample n=1 n=2", "`n` is given twice", nil),
            ("print [1, 2", "this `[` is never closed", nil),
            ("print (1 + 2]", "expected `)` to close `(`, found `]`", nil),
            ("foo(3)", "there is no function `foo`", nil),
            ("let a = 1 + x\n", "`+` does not apply to an Int and the word `x`", nil),
            ("\u{0}\u{0}list", "the control character U+0000 has no meaning here", nil),
        ] as [(String, String, String?)])
    func message(_ text: String, _ message: String, _ hint: String?) {
        let session = Session(host: FakeHost(), modules: FakeModules())
        let first = session.check(Script(SourceText(name: "test.bds", text: text))).diagnostics.first {
            $0.severity == .error
        }
        #expect(first?.message == message)
        if let hint { #expect(first?.hint == hint) }
    }

    @Test func warnings() {
        let text = checkText(
            "let a = 1\nlet _b = 2\nif true { list } else { list }\nfor x in [] { print $x }", warnings: true)
        let titles = text.split(separator: "\n").filter { $0.hasPrefix("warning") || $0.hasPrefix("error") }
        #expect(
            titles == [
                "warning: `a` is never used", "warning: this branch is never reached", "warning: this loop never runs",
            ])
    }

    @Test(arguments: [
        ("if 1 = 3 { list }", ["`=` does not compare"]),
        ("print \"a {1 + } b\"\nlist", []),
        ("print \"a {$x + } b\"\nlist x", ["expected a value, found `}`", "`list` has no place for `x`"]),
        ("def f(a, b=1, c) { print $a $b $c }\nf 1", ["`c` needs a default: one before it has one"]),
        (
            "for x in [0.2, 0.4 {\n  list $x\n}\nlst",
            ["expected `]` to close `[`, found `{`", "there is no command `lst`"]
        ),
        (
            "laod checkpoint small.pt as v\nsample $v n=2 | save to x.pt\nload samples x.pt",
            ["there is no command `laod`"]
        ),
        ("let a = $b\nlet c = $a + 1\nprint $c.x $b", ["there is no variable `$b`"]),
        ("list n=$n*2 as s\nprint $s", ["`*` in an argument needs parentheses around the expression"]),
        ("def f( { list }\nf 1", ["expected a parameter's name, found `{`"]),
        ("use gone\nf 1\nprint $k", ["there is no module `gone`"]),
    ])
    func oneErrorACause(_ text: String, _ messages: [String]) {
        let session = Session(host: FakeHost(), modules: FakeModules())
        let errors = session.check(Script(SourceText(name: "t", text: text))).diagnostics.filter {
            $0.severity == .error
        }
        #expect(errors.map(\.message) == messages)
    }

    @Test func moduleCircles() {
        #expect(
            checkText("use a", modules: ["a": "use b", "b": "use a"]).contains(
                "`a` uses itself: test.bds → a.bds → b.bds → a.bds"))
    }

    @Test func deadBranchesAreCheckedForNames() {
        #expect(
            checkText("let x = 1\nif $x > 2 { print $nope } else { list }").contains("there is no variable `$nope`"))
        #expect(checkText("let xs = []\nif len($xs) > 0 { print $xs[0] }") == "")
    }
}
