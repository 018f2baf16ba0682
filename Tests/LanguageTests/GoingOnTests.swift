import Language
import Testing

/// Where the host goes on after failures, and what a check says of branches.
@Suite struct GoingOnTests {
    @Test func aFailedRoundLeavesOutItsRestAlone() throws {
        let host = try runText(
            """
            for i in 1..=3 {
              if $i == 2 { fail }
              print $i
            }
            print done
            """, goesOn: true)
        #expect(host.shown == ["1", "3", "done"])
        #expect(host.passed == ["it fails (test.bds:2; with $i = 2)"])
    }

    @Test func withoutItTheFirstFailureEnds() {
        #expect(failure("fail\nprint 1") == "it fails")
    }

    @Test func nothingOlderStandsInForWhatFailed() throws {
        let host = try runText(
            """
            load checkpoint small.pt as v1
            sample n=1
            for i in [1] {
              fail
              sample n=2
            }
            save
            let e = eval schedule=loglinear
            """, goesOn: true)
        #expect(host.passed.count == 2)
        #expect(host.passed.first == "it fails (test.bds:4; with $i = 1)")
        #expect(host.passed.last?.hasPrefix("`save` needs `samples`") == true)
        #expect(!host.ran.contains { $0.hasPrefix("save") })
        // The checkpoint was none of the failed round's.
        #expect(host.ran.last == "eval schedule=\"loglinear\"")
    }

    @Test func whatADefWouldHaveMadeIsGoneToo() throws {
        let host = try runText(
            """
            def draw(n: Int) {
              if $n > 1 { fail }
              return sample n=$n
            }
            load checkpoint small.pt
            draw 1
            draw 2
            save
            """, goesOn: true)
        #expect(host.passed.count == 2)
        #expect(host.passed.first == "it fails (test.bds:2; in `draw`, called in test.bds:7)")
        #expect(!host.ran.contains { $0.hasPrefix("save") })
    }

    @Test func aNameThatFailedToBeBoundIsGone() throws {
        let host = try runText("eval as e\nlet x = $e[\"zz\"]\nprint $x\nprint 2", goesOn: true)
        #expect(host.shown == ["2"])
        #expect(host.passed.last == "there is no `$x`: what was to make it failed (test.bds:3)")
    }

    @Test func aLoopThatGivesAListFailsAsAWhole() throws {
        let host = try runText(
            "load checkpoint small.pt\nsample as s\nlet x = for i in 1..=3 {\n  $s[$i + 14]\n}\nprint len($x)\nprint 2",
            goesOn: true)
        #expect(host.shown == ["2"])
        #expect(host.passed.count == 2)
    }

    @Test func interruptionsGetThrough() {
        let host = FakeHost()
        host.goesOn = true
        host.interruptAt = 1
        let session = Session(host: host)
        let checked = session.check(Script(SourceText(name: "test.bds", text: "list\nlist\nlist")))
        #expect(throws: Interrupted.self) { try session.run(checked) }
        #expect(host.ran == ["list"] && host.passed.isEmpty)
    }

    @Test func whatATryCatchesIsExpected() throws {
        let host = try runText("try {\n  fail\n}\nprint 1", goesOn: true)
        #expect(host.passed == ["expected: it fails (test.bds:2)"])
    }

    // MARK: Branches

    /// The branch of each command that is dry-run.
    private final class Branches: DryRunner {
        var seen: [String] = []
        func dryRun(_ call: PlannedCall) -> DryRun {
            if call.signature.name == "save" { seen.append(call.branch ?? "certain") }
            return DryRun()
        }
    }

    private final class BranchHost: CommandHost {
        let table = fakeTable
        let branches = Branches()
        func run(_ call: Call, in environment: inout Environment) throws -> Value { .none }
        func show(_ values: [Value]) {}
        func tell(_ message: String) {}
        func makeDryRunner() -> any DryRunner { branches }
    }

    private func branches(_ text: String) -> [String] {
        let host = BranchHost()
        let before = "load checkpoint small.pt\nsample as s\nlet e = eval\n"
        _ = Session(host: host).check(Script(SourceText(name: "test.bds", text: before + text)))
        return host.branches.seen
    }

    @Test func bothBranchesAreNamedByTheirCondition() {
        #expect(
            branches("if $e.eta > 0.5 {\n  save\n} else {\n  save to a.pt\n}\nsave to b.pt") == [
                "if $e.eta > 0.5", "else of $e.eta > 0.5", "certain",
            ])
        #expect(
            branches("if $e.eta > 1 {\n  save\n} else if $e.eta >  0.5 {\n  save\n} else {\n  save\n}") == [
                "if $e.eta > 1", "else if $e.eta > 0.5", "else of $e.eta > 1, $e.eta > 0.5",
            ])
    }

    @Test func branchesInBranchesTriesAndLoops() {
        #expect(
            branches("if $e.eta > 1 {\n  try {\n    save\n  }\n}\nfor x in $s.seeds {\n  save\n}") == [
                "if $e.eta > 1, try", "for x in $s.seeds",
            ])
        #expect(branches("if 2 > 1 {\n  save\n}") == ["certain"])
    }
}
