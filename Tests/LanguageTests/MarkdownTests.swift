import Display
import Testing

@testable import Language

@Suite struct MarkdownTests {
    private let note = """
        # Note

        Run this:

        ```bds name=first
        let n = 2
        ```

        ```python
        print("no")
        ```

        - in a list:

          ~~~~bds {#second}
          bds> print $n
          2
          bds> for i in 0..<$n {
          ...>   print $i
          ...> }
          0
          1
          ~~~~

        ```bds
        print $nope
        ```
        """

    private func check(_ script: Script) -> [Diagnostic] {
        Session(host: FakeHost()).check(script).diagnostics.filter { $0.severity == .error }
    }

    @Test func errorsPointAtTheNotesOwnLines() {
        let note = MarkdownNote(SourceText(name: "note.md", text: note))
        #expect(note.blocks.map(\.name) == ["first", "second", nil])
        #expect(
            DiagnosticRenderer().render(check(note.script())) == """
                error: there is no variable `$nope`
                  --> note.md:26:7
                   |
                26 | print $nope
                   |       ^^^^^
                   = help: variables: n

                """)
    }

    @Test func blocksShareASession() throws {
        let text = note.replacing("$nope", with: "done")
        let host = FakeHost()
        let session = Session(host: host)
        try session.run(session.check(MarkdownNote(SourceText(name: "note.md", text: text)).script()))
        #expect(host.shown == ["2", "0", "1", "done"])
    }

    @Test func oneBlock() throws {
        let note = MarkdownNote(SourceText(name: "note.md", text: note))
        #expect(check(try note.script(named: "first")).isEmpty)
        #expect(check(try note.script(named: "second")).first?.message == "there is no variable `$n`")
        do {
            _ = try note.script(named: "secnd")
            Issue.record("no such block")
        } catch {
            #expect(error.description == "note.md has no bds block named `secnd`; did you mean `second`?")
        }
    }

    @Test func unclosedBlocksStayApart() {
        let text = "```bds\nfor i in [1] {\n```\ntext }\n```bds\nlist\n```\n"
        let errors = check(MarkdownNote(SourceText(name: "n.md", text: text)).script())
        #expect(errors.map(\.message) == ["this `{` is never closed"])
        #expect(errors.first.map { $0.span.source.position(at: $0.span.range.lowerBound).line } == 2)
    }
}
