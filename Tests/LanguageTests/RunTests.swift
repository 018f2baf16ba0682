import Language
import Testing

@Suite struct RunTests {
    @Test func designCardRuns() throws {
        let host = try runText(
            """
            bds 2                                                  # pins the language's version
            let seeds = [42, 123, 456, 789, 1337]
            load checkpoint small.pt as v1
            load dataset data/data.mat as rplan

            for eta in [0.2, 0.4] {
              sample $v1 n=1000 seeds=$seeds unmask=llada top_p=0.9 remask=cap eta=$eta | save
            }
            eval schedule=loglinear                                # every sample set of the folder, all metrics
            compare schedule=loglinear                             # comparison.md
            diff "before/llada_topp0.9_no_remask.json" "eval_results/loglinear/x.json" expect_new=[inside_validity]
            """)
        #expect(host.ran.count == 9)
        #expect(
            host.ran[2]
                == "sample checkpoint=a checkpoint eta=0.2 n=1000 remask=cap seeds=[42, 123, 456, 789, 1337] top_p=0.9 unmask=llada"
        )
        #expect(host.ran[3] == "save samples=16 samples")
        #expect(host.ran[6] == "eval samples=16 samples schedule=\"loglinear\"")
        #expect(
            host.ran[8]
                == "diff a=\"before/llada_topp0.9_no_remask.json\" b=\"eval_results/loglinear/x.json\" expect_new=[\"inside_validity\"]"
        )
    }

    @Test func sessionFillsAndTells() throws {
        let host = try runText("load checkpoint small.pt as v1\nsample n=8\nlet e = eval\nprint $e")
        #expect(host.told == ["sample: using $v1", "eval: using the last Samples (16 samples)"])
        #expect(host.ran[1] == "sample checkpoint=a checkpoint n=8")
    }

    @Test func expressions() throws {
        #expect(
            try output(
                """
                1 + 2 * 3
                (1 + 2) * 3
                7 / 2
                7 // 2
                -7 % 3
                2 - 3
                2 -3
                1.5e0 == 1.50 and not false
                "a" + "b"
                [1, 2] + [3]
                [1, 2, 3][-1]
                len(4..<8)
                1..=5
                sum([1, 2, 3]) / len([1, 2, 3])
                max([1, 2.5])
                join(["a", b, 3], "-")
                sorted([3, 1, 2])
                round(2.5)
                contains([a, b], a)
                none == none
                "x" == x
                """) == [
                    "7", "9", "3.5", "3", "2", "-1", "-1", "true", "ab", "[1, 2, 3]", "3", "4", "1..<6", "2.0", "2.5",
                    "a-b-3", "[1, 2, 3]", "3", "true", "true", "true",
                ])
    }

    /// NaN equals itself, comes last and is no extreme; words are ordered as text is.
    @Test func order() throws {
        #expect(
            try output(
                """
                let inf = 1e308 * 10
                let nan = $inf - $inf
                print ($nan == $nan) ($nan < 1) ($nan > 1) contains([1, $nan], $nan)
                print sorted([2, $nan, 1.5, $nan, -$inf]) max([$nan, 1, 2]) min([3, $nan]) max([$nan])
                print sorted([b, "a", c]) max([b, a]) (a < "b")
                """) == [
                    "true false false true", "[-inf, 1.5, 2, nan, nan] 2 3 nan", "[\"a\", b, c] b true",
                ])
        for list in ["[1, \"a\"]", "[true]", "[[1]]", "[none, 1]"] {
            for function in ["sorted", "max", "min"] { #expect(failure("print \(function)(\(list))") != nil) }
        }
    }

    @Test func interpolationAndBraces() throws {
        #expect(
            try output(
                #"""
                let n = 3
                print "n is {$n}, twice {$n * 2}, {(1 + 1)}, {len([1])}, a \{brace} and \{$n}"
                print "é \u{1F600} \t|", _ loglinear
                print "{join([1, 2], "-")}" "\{"
                """#) == ["n is 3, twice 6, 2, 1, a {brace} and {$n}", "é 😀 \t| _ loglinear", "1-2 {"])
    }

    @Test func collectingLoopsAndConditionalValues() throws {
        #expect(
            try output(
                """
                load checkpoint small.pt
                let squares = for x in 1..=3 { $x * $x }
                let kind = if len($squares) > 2 { many } else { few }
                let sets = for s in [1, 2] { (sample n=8 | save).count }
                print $squares, $kind $sets
                """) == ["[1, 4, 9] many [16, 16]"])
    }

    @Test func definitions() throws {
        let host = try runText(
            """
            def run(model: Checkpoint, n = 8, unmask = random) {
              let s = sample $model n=$n unmask=$unmask
              return eval $s
            }
            load checkpoint small.pt as v1
            let e = run $v1 n=5
            run $v1 6 llada
            $v1 | run
            print $e.inside_validity.mean $e["a/b"].mean
            """)
        #expect(host.ran.filter { $0.hasPrefix("sample") }.count == 3)
        #expect(host.ran[3].contains("n=6 unmask=llada"))
        #expect(host.shown == ["0.93 0.5"])
    }

    @Test func modulesRunOnceAndBringTheirNames() throws {
        let host = try runText(
            "use tools\nuse tools\nprint $seeds\nlet s = draw 5\nprint $s.count",
            modules: [
                "tools":
                    "let seeds = [1, 2]\nlist\ndef draw(n) { load checkpoint small.pt; return sample n=$n seeds=$seeds }"
            ])
        #expect(host.ran.filter { $0 == "list" }.count == 1)
        #expect(host.shown == ["[1, 2]", "16"])
    }

    @Test func settingsOverride() throws {
        let script = "param n: Int = 4\nparam out: Path = x.pt\nlet m = llada\nprint $n $out $m"
        #expect(try output(script) == ["4 x.pt llada"])
        #expect(
            try output(script, settings: .init(overrides: [("m", "random")], arguments: ["7", "a b.pt"])) == [
                "7 a b.pt random"
            ])
        #expect(try output(script, settings: .init(overrides: [("n", "100")])) == ["100 x.pt llada"])
        #expect(
            checkText(script, settings: .init(overrides: [("nn", "100")])).contains("the script sets no `nn`"))
    }

    @Test func tryGoesOnAndSaysWhatFailed() throws {
        let host = try runText("try {\n  fail\n  list\n}\nlist")
        #expect(host.ran == ["fail", "list"])
        #expect(host.passed == ["expected: it fails (test.bds:2)"])
    }

    @Test func firstFailureStops() {
        let host = FakeHost()
        let session = Session(host: host)
        let checked = session.check(Script(SourceText(name: "test.bds", text: "list; fail && list")))
        #expect(throws: Diagnostic.self) { try session.run(checked) }
        #expect(host.ran == ["list", "fail"])
    }

    @Test func interruptionPassesThroughTry() {
        let host = FakeHost()
        host.interruptAt = 2
        let session = Session(host: host)
        let checked = session.check(Script(SourceText(name: "test.bds", text: "for i in 0..<9 { try { print $i } }")))
        #expect(throws: Interrupted.self) { try session.run(checked) }
        #expect(host.shown == ["0", "1"])
    }

    @Test func assertions() {
        #expect(failure("let x = 3\nassert $x > 2, \"small\"") == nil)
        #expect(failure("let x = 3\nassert $x > 4, \"x is {$x}\"") == "the assertion does not hold: x is 3")
    }

    @Test func promptKeepsEnvironment() throws {
        let host = FakeHost()
        let session = Session(host: host)
        for line in [
            "load checkpoint small.pt as v1", "def twice(n) { return $n * 2 }", "let k = 4", "sample n=(($k) + 1)",
        ] {
            try session.run(session.check(Script(SourceText(name: "<prompt>", text: line)), as: .prompt))
        }
        let last = session.check(Script(SourceText(name: "<prompt>", text: "let t = twice $k\n$t")), as: .prompt)
        #expect(last.diagnostics.isEmpty)
        try session.run(last)
        #expect(host.shown == ["8"])
        #expect(host.told == ["sample: using $v1"])
    }

    @Test func definitionsSeeTheirFilesVariables() throws {
        #expect(try output("def f() { print $n }\nlet n = 3\nf") == ["3"])
        let host = FakeHost()
        let session = Session(host: host)
        for line in ["let n = 4", "def f() { print $n }", "f"] {
            let checked = session.check(Script(SourceText(name: "<prompt>", text: line)), as: .prompt)
            #expect(checked.diagnostics.isEmpty)
            try session.run(checked)
        }
        #expect(host.shown == ["4"])
    }

    @Test func overridesTakeTheTypeOfWhatTheyReplace() throws {
        let script = "let p = 0.5\nlet who = \"a\"\nlet k = 1\nprint $p \"{$who}\" $k"
        #expect(try output(script, settings: .init(overrides: [("p", "1"), ("who", "kitchen")])) == ["1.0 kitchen 1"])
        #expect(
            checkText(script, settings: .init(overrides: [("k", "0.5")])).contains(
                "`k` is a whole number (Int), but this is a Float"))
    }

    @Test func missingFileInATryIsAWarning() throws {
        let host = try runText("try { load checkpoint gone.pt }\nlist")
        #expect(host.ran.last == "list")
        #expect(checkText("try { load samples gone.pt }", warnings: true).contains("warning: there is no file gone.pt"))
    }

    @Test func assertionRunsItsCommandsOnce() throws {
        let host = try runText("assert (eval).inside_validity.mean > 0.9")
        #expect(host.ran == ["eval"])
    }

    @Test func slicesOfObjects() throws {
        #expect(
            try output(
                "load checkpoint small.pt\nlet s = sample n=8\n$s[0..<8].count\nlen($s[2..=4])\n$s | save | eval")
                == ["8", "3"])
    }
}
