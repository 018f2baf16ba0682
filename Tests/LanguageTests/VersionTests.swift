import Testing

@testable import Language

/// Scripts of `bds 1` run as before, and `fmt` rewrites them for `bds 2` so that they do the same.
@Suite struct VersionTests {
    @Test(arguments: [
        ("bds 1\nprint \"{braces} {len([1])} {\"\n", "bds 2\nprint \"\\{braces} \\{len([1])} \\{\"\n", 3),
        ("bds 1\nlet d = 2026-02-19\nprint $d\n", "bds 2\nlet d = \"2026-02-19\"\nprint $d\n", 1),
        (
            "bds 1\nlet d = (10-4)\nprint $d 10/4 .5 --2\n",
            "bds 2\nlet d = (\"10-4\")\nprint $d \"10/4\" \".5\" \"--2\"\n", 4
        ),
        ("bds 1\nprint \"{$k}\" # {x}\n", "bds 1\nprint \"{$k}\"  # {x}\n", 0),
        ("bds 1\ndef f(x) { print $x }\nf 8-3\n", "bds 2\ndef f(x) { print $x }\nf \"8-3\"\n", 1),
        ("bds 1\neval model=8-3\n", "bds 1\neval model=8-3\n", 0),
        ("bds 1\nprint \"{(len([\"{\"]))}\"\n", "bds 2\nprint \"{(len([\"\\{\"]))}\"\n", 1),
    ])
    func oldScriptsAreRewritten(_ old: String, _ new: String, _ count: Int) throws {
        let formatted = try Formatter.format(SourceText(name: "old", text: old), table: fakeTable)
        #expect(formatted.text == new)
        #expect(formatted.rewritten == count)
        #expect(try Formatter.format(SourceText(name: "new", text: new), table: fakeTable).text == new)
        #expect(
            try output("let k = 1\n" + new.replacing("bds 2\n", with: "").replacing("bds 1\n", with: ""))
                == output(
                    old.replacing("bds 1\n", with: "bds 1\nlet k = 1\n")))
    }

    /// One that says no version, and that only `bds 1` can read.
    @Test func whatOnlyTheFirstVersionReadsIsOfIt() throws {
        let old = "let d = 2026-02-19\nprint \"{}\"\n"
        let formatted = try Formatter.format(SourceText(name: "old", text: old))
        #expect(formatted.text == "let d = \"2026-02-19\"\nprint \"\\{}\"\n")
        #expect(formatted.rewritten == 2)
    }

    @Test func theVersionHoldsForAWholeNote() throws {
        let note = MarkdownNote(
            SourceText(
                name: "n.md",
                text: """
                    # Words {x}

                    ```bds
                    bds 1
                    print "{a}"
                    ```
                      - an item

                        ```bds
                        print   "{b}"
                        for i in [1] {
                        print $i
                        }
                        ```

                    ```bds
                    bds> print   "{c}"
                    ```

                    """))
        let host = FakeHost()
        let session = Session(host: host)
        try session.run(session.check(note.script()))
        #expect(host.shown == ["{a}", "{b}", "1", "{c}"])
        let formatted = try Formatter.format(note)
        #expect(formatted.rewritten == 2)
        #expect(
            formatted.text == """
                # Words {x}

                ```bds
                bds 2
                print "\\{a}"
                ```
                  - an item

                    ```bds
                    print "\\{b}"
                    for i in [1] {
                      print $i
                    }
                    ```

                ```bds
                bds> print   "{c}"
                ```

                """)
        #expect(
            try Formatter.format(MarkdownNote(SourceText(name: "n.md", text: formatted.text))).text == formatted.text)
    }

    /// What is kept of a script of `bds 1` is written for `bds 2`.
    @Test func statementsAreHandedOnForTheCurrentVersion() {
        let script = Script(SourceText(name: "old", text: "bds 1\nprint \"{a}\" 10/4\nlet d = 8-3"))
        #expect(script.written.map(\.text) == ["print \"\\{a}\" \"10/4\"", "let d = \"8-3\""])
    }

    @Test func aScriptThatSaysNoVersionIsWarnedOfItsBraces() {
        func warnings(_ text: String, folder: String?) -> [String] {
            let session = Session(host: FakeHost())
            return session.check(Script(SourceText(name: "a.bds", text: text, folder: folder))).diagnostics.map(
                \.message)
        }
        let text = "print \"{len([1])}\""
        #expect(warnings(text, folder: "/").count == 1)
        #expect(warnings("bds 2\n" + text, folder: "/").isEmpty)
        #expect(warnings(text, folder: nil).isEmpty)
        #expect(warnings("let k = 1\nprint \"{$k} {($k)}\"", folder: "/").isEmpty)
    }

    @Test func linesMayEndInCR() throws {
        #expect(try output("let x = 1 # a\rprint $x\r\nprint [1,\r2]\rprint \"a\"") == ["1", "[1, 2]", "a"])
        #expect(SourceText(name: "", text: "a\rb\r\nc\nd").lineCount == 4)
        #expect(SourceText(name: "", text: "a\rb\r\nc\nd").position(at: 5).line == 3)
        #expect(
            try Formatter.format(SourceText(name: "", text: "list\r\rlist # x\r\n\r\n\r\nlist")).text
                == "list\n\nlist  # x\n\nlist\n")
    }
}
