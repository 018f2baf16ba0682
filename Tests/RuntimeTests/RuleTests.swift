import Foundation
import Language
import TestSupport
import Testing

@testable import Runtime

/// The rules of the commands that evaluate, compare, show, pick, export, load and forget hold at check time, through the
/// function that the run uses too.
@Suite struct RuleTests {
    /// Samples, and an evaluation that only the run knows.
    private static func start(in folder: URL) throws -> String {
        Sitting.load() + (try Sitting.plans(in: folder))
            + "sample $v1 n=2 seeds=[1] steps=2 rooms=3 fresh=true as s\nlet e = eval $s against=$plans\n"
    }

    @Test(arguments: [
        ("show $s limit=-3", "limit is -3, expected 0 to 1000000"),
        ("export $s to x.txt", "x.txt ends neither in .json nor in .csv"),
        ("eval $s schedule=x", "eval takes samples or schedule=NAME, not both"),
        ("$s | eval schedule=x", "eval takes samples or schedule=NAME, not both"),
        ("eval $s model=x", "model=x needs the folder it is in: schedule=NAME"),
        ("save $s[0..<1]", "`samples` takes Samples, but this is a Selection"),
        ("help nonsense", "there is no help on nonsense"), ("handoff since=0", "since is 0, expected 1 to 1000000"),
        ("filter $s valid | save", "`samples` takes Samples, but this is a Selection"),
        ("compare $e schedule=x", "compare takes evaluations or schedule=NAME, not both"),
        ("compare", "compare needs schedule=NAME or evaluations"),
        ("compare evaluations=[]", "compare needs schedule=NAME or evaluations"),
        ("compare $e models=[a]", "models=[\"a\"] needs the folder it is in: schedule=NAME"),
        ("diff $e $e tolerance=-1", "tolerance is -1.0, expected 0 or more"),
        ("diff $e $e relative=-0.5", "relative is -0.5, expected 0 or more"),
        ("diff $e $e sigma=0", "sigma is 0.0, expected more than 0"),
        ("diff $e $s", "cannot compare results with samples"),
        ("diff $s \"/\"", "cannot compare samples with a folder"),
        ("unload 3", "unload takes a variable, such as $v1"),
        ("unload $s\nshow $s", "there is no variable `$s`"),
    ])
    func ruleIsKnownBefore(_ command: String, _ message: String) throws {
        try withTemporaryFolder { folder in
            let findings = Sitting().findings(try Self.start(in: folder) + command)
            #expect(findings.contains { $0.hasPrefix("error: " + message) }, "\(findings)")
        }
    }

    @Test func whatTheSessionLacksIsKnownBefore() throws {
        try withTemporaryFolder { folder in
            let plans = try Sitting.plans(in: folder)
            #expect(Sitting().findings(plans + "eval").contains { $0.contains("there are no samples to evaluate") })
            let samples = Sitting.load() + "sample $v1 n=1 seeds=[1] steps=2 rooms=3 fresh=true as s\n"
            let findings = Sitting().findings(samples + "filter $s novel")
            #expect(findings.contains { $0.hasPrefix("error: novel needs a dataset") }, "\(findings)")
        }
    }

    @Test func filesOfAnotherKindAreKnownBefore() throws {
        try withTemporaryFolder { folder in
            let plans = folder.appendingPathComponent("plans.pt").path
            _ = try Sitting.plans(in: folder)
            let other = folder.appendingPathComponent("other.json").path
            try Data("{}".utf8).write(to: URL(fileURLWithPath: other))
            for command in [
                "load samples \"\(plans)\"", "load results \"\(other)\"", "load samples \"\(folder.path)/*.pt\"",
                "load results \"\(folder.path)/*.json\"",
            ] {
                let findings = Sitting().findings(command)
                #expect(findings.count == 1 && findings[0].hasPrefix("error: "), "\(command): \(findings)")
            }
            // What the script makes itself is not there to be read yet.
            let made =
                Sitting.load() + "sample $v1 n=1 seeds=[1] steps=2 rooms=3 | save to \"\(plans)\" overwrite=true\n"
                + "load samples \"\(plans)\""
            #expect(Sitting().findings(made).filter { $0.hasPrefix("error") } == [])
        }
    }

    /// A value that only the run knows breaks a rule in the run: that fails, and the script is not called wrong.
    @Test func whatTheCheckCannotKnowFailsInTheRun() throws {
        try withTemporaryFolder { folder in
            let sitting = Sitting()
            let failure = sitting.failure(try Self.start(in: folder) + "show $s limit=(len($e.seeds) - 9)")
            #expect(failure?.message == "limit is -8, expected 0 to 1000000")
            #expect(failure?.isMistake == false)
        }
    }

    // MARK: Two datasets

    @Test func resultsAgainstAnotherDatasetAreNotReplacedSilently() throws {
        try withTemporaryFolder { folder in
            let first = try Sitting.plans(in: folder)
            let second = "synthesize dataset n=50 seed=3 as made\n"
            let setting = "set results=\"\(folder.path)\"\n"
            let sitting = Sitting()
            try sitting.run(
                setting + Sitting.load() + first
                    + "sample $v1 n=2 seeds=[1] steps=2 rooms=3 fresh=true | save as s\neval schedule=loglinear\n")
            try sitting.run("list schedule=loglinear")
            #expect(sitting.console.texts.last?.contains("plans.pt (") == true)
            let failure = sitting.failure(second + "eval schedule=loglinear")
            #expect(failure?.message.contains("was evaluated against another dataset, plans.pt (") == true)
            try sitting.run("eval schedule=loglinear against=$made")
            #expect(sitting.console.told.contains { $0.hasSuffix("; it is replaced") })
            try sitting.run("eval schedule=loglinear against=$made")
            #expect(sitting.failure("load dataset \"\(folder.path)/plans.pt\"\neval $s") != nil)
            try sitting.run("eval $s overwrite=true")
        }
    }
}
