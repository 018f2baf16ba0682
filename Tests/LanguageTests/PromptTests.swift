import Language
import Testing

/// What the prompt asks of the language.
@Suite struct PromptTests {
    @Test(arguments: [
        ("for x in [1, 2] {", ["{"]), ("print [1,", ["["]), ("let x = (1 +", ["("]), ("sample n=8 |", ["|"]),
        ("let x =", []), ("if true {\n  for i in 0..<3 {\n    print (", ["{", "{", "("]), ("def f(a,", ["("]),
    ])
    func goesOn(_ text: String, _ open: [String]) {
        guard case .incomplete(let openers) = Completeness(text) else {
            Issue.record("\(text): \(Completeness(text))")
            return
        }
        #expect(openers.map(\.text) == open)
    }

    @Test(arguments: ["list", "", "# x", "if true { list }", "sample n=8 # |", "print \"\\{\""])
    func isComplete(_ text: String) {
        guard case .complete = Completeness(text) else {
            Issue.record("\(text)")
            return
        }
    }

    @Test(arguments: [
        "for x on y {", "}", "let = 3", "print \"abc", "sample n=", "for x in [1, 2]", "print $",
        "list )\nfor x in y {", "print \"{\"", "print \"{$x\"",
    ])
    func isInvalid(_ text: String) {
        guard case .invalid = Completeness(text) else {
            Issue.record("\(text)")
            return
        }
    }

    private func session() throws -> Session {
        let session = Session(host: FakeHost())
        try session.run(
            session.check(
                Script(
                    SourceText(
                        name: "",
                        text:
                            "load checkpoint small.pt as v1\nlet n = 3\nlet e = eval\ndef night(model: Checkpoint, n = 8) { list }"
                    )),
                as: .prompt))
        return session
    }

    @Test(arguments: [
        ("lo", ["load"]), ("load ", ["checkpoint", "dataset", "samples"]), ("load ch", ["checkpoint"]),
        ("sample t", ["top_p=", "temperature="]), ("sample $v1 temperature=1 t", ["top_p="]),
        ("sample unmask=", ["random", "llada"]), ("sample unmask=l", ["llada"]), ("sample $", ["$v1", "$n", "$e"]),
        ("sample remask=c", ["cap", "confidence"]), ("save t", ["to"]), ("print $e.in", ["inside_validity"]),
        ("print $e.inside_validity.", ["mean", "std"]), ("print $e[\"a/b\"].m", ["mean"]), ("let x = le", ["len("]),
        ("sample n=8 | s", ["sample", "save"]), ("for x i", ["in"]), ("nig", ["night"]),
        ("night model=$", ["$v1", "$e", "$n"]),
        ("assert tr", ["true"]), ("def f(a: Ch", ["Checkpoint"]), ("list\nfor x in [1] {\n  lo", ["load"]),
        ("sample rooms=u", ["uniform"]), ("sample seeds=[$", ["$e", "$n", "$v1"]),
        ("let q = if $n > 2 { lis", ["list"]),
    ])
    func candidates(_ text: String, _ expected: [String]) throws {
        let found = try session().complete(text, at: text.utf8.count).candidates.map(\.text)
        #expect(Set(found) == Set(expected))
    }

    @Test func paths() throws {
        let session = try session()
        let bare = session.complete("load checkpoint out", at: 19)
        #expect(bare.extensions == ["pt"])
        #expect(bare.typed == "out" && bare.replaced == 16..<19)
        let quoted = session.complete("load checkpoint \"my dir/ch", at: 26)
        #expect(
            quoted.extensions == ["pt"] && quoted.isQuoted && quoted.typed == "my dir/ch" && quoted.replaced == 16..<26)
        #expect(session.complete("save to ", at: 8).extensions == ["pt"])
        #expect(session.complete("eval schedule=", at: 14).wordKind == "folder")
        #expect(session.complete("compare models=[", at: 16).wordKind == "method")
        #expect(session.complete("best($all, ", at: 11).wordKind == "field")
        #expect(session.complete("print sorted($all, ", at: 19).candidates.contains { $0.text == "sorted(" })
        #expect(session.complete("use ", at: 4).wordKind == "module")
        #expect(session.complete("sample n=", at: 9).argument?.parameter == "n")
    }

    @Test func transcripts() {
        #expect(
            Transcript.commands(
                in: """
                    bds> load checkpoint small.pt as v1
                    Checkpoint, 1.3 M parameters
                    bds> for x in [1, 2] {
                    ...>   print $x
                    ...> }
                    1
                    2
                    """) == "load checkpoint small.pt as v1\nfor x in [1, 2] {\nprint $x\n}")
        #expect(Transcript.commands(in: "list\nsample") == "list\nsample")
        #expect(Transcript.commands(in: "Text\n```bds\nlist\n```\nmore") == "list\n")
    }
}
