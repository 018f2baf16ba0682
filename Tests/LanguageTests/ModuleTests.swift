import Testing

@testable import Language

/// `use … with`, the command line's settings, `$here`.
@Suite struct ModuleTests {
    private let modules = [
        "tools": "param n: Int = 3\nparam name: String\nprint \"{$name} {$n}\"\ndef twice() { return 2 * $n }"
    ]

    private func output(_ text: String, _ overrides: [(name: String, text: String)] = [], _ arguments: [String] = [])
        throws -> [String]
    {
        try LanguageTests.output(
            text, modules: modules, settings: ScriptSettings(overrides: overrides, arguments: arguments))
    }

    @Test func useGivesAModuleItsParams() throws {
        #expect(try output("use tools with name=\"a\" n=4\nprint (twice)") == ["a 4", "8"])
        #expect(
            try output("let k = 5\nuse tools with name=\"{$k}\", n=($k + 1)\nprint (twice) $name") == ["5 6", "12 5"])
        #expect(try output("use tools with name=\"b\" n=none") == ["b 3"])
    }

    @Test func theCommandLineReachesModules() throws {
        #expect(try output("use tools with name=\"a\" n=4", [("n", "7")]) == ["a 7"])
        #expect(try output("use tools", [("name", "x"), ("n", "7")]) == ["x 7"])
        // A name of the script itself is the script's.
        #expect(try output("let n = 1\nuse tools with name=\"a\"\nprint $n", [("n", "7")]) == ["a 3", "3"])
    }

    /// `--set`, then the argument by place, then `let` and `param`.
    @Test func whatTheCommandLineGivesWins() throws {
        let text = "param n: Int = 1\nlet n = 2\nprint $n"
        #expect(try output(text) == ["2"])
        #expect(try output(text, [], ["3"]) == ["3"])
        #expect(try output(text, [("n", "4")], ["3"]) == ["4"])
        #expect(try output("param n: Int = 1\nprint $n", [("n", "none")]) == ["1"])
    }

    @Test func theLastParamTakesTheRest() throws {
        let text = "param first: Int\nparam rest: [Path]...\nprint $first $rest"
        #expect(try output(text, [], ["1", "a", "b.pt"]) == ["1 [\"a\", \"b.pt\"]"])
        #expect(try output(text, [], ["1"]) == ["1 []"])
        #expect(try output(text, [("rest", "[c, d]")], ["1"]) == ["1 [\"c\", \"d\"]"])
        #expect(try output("param xs: [Int]... = [7]\nprint $xs") == ["[7]"])
    }

    @Test func aTextKnowsItsFolder() throws {
        let host = FakeHost()
        let session = Session(host: host)
        try session.run(session.check(Script(SourceText(name: "a", text: "print \"{$here}/x.pt\"", folder: "/data"))))
        try session.run(session.check(Script(SourceText(name: "b", text: "print $here"))))
        try session.run(
            session.check(Script(SourceText(name: "c", text: "let here = 3\nprint $here", folder: "/data"))))
        #expect(host.shown == ["/data/x.pt", ".", "3"])
    }

    @Test func aScriptTellsItsParams() {
        let script = Script(
            SourceText(
                name: "a",
                text: """
                    # What it does.
                    #
                    #     bds a N
                    ## how many
                    ## of them
                    param n: Int = 3
                    # of no param

                    param rest: [Path]...
                    """))
        #expect(script.introduction == "What it does.\n\n    bds a N")
        #expect(script.parameters.map(\.name) == ["n", "rest"])
        #expect(script.parameters.map(\.text) == ["how many of them", ""])
        #expect(script.parameters[0].fallback == "3" && script.parameters[0].type == "Int")
        #expect(script.parameters[1].takesRest)
    }
}
