import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct CommandLineTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func versionAndHelpAreResults() throws {
        let version = try place.bds("--version")
        #expect(version.status == 0)
        #expect(version.output.hasPrefix("bds "))
        #expect(version.errors.isEmpty)
        let help = try place.bds("--help")
        #expect(help.status == 0)
        #expect(help.output.contains("bds FILE"))
        #expect(help.errors.isEmpty)
    }

    @Test(arguments: [
        (["--frobnicate"], "there is no option --frobnicate"), (["-c"], "-c needs commands"),
        (["-c", "print 1", "x.bds"], "x.bds stands behind -c"), (["--set"], "--set needs NAME=VALUE"),
        (["--set", "a=1"], "--set needs a file"), (["check"], "check needs a file"), (["fmt"], "fmt needs a file"),
        (["plan"], "plan needs a file"), (["fmt", "--set", "n=1", "x.bds"], "fmt takes no --set"),
        (["x.bds", "--check"], "bds FILE takes no --check"),
        (["check", "--format=csv", "x.bds"], "check has no format csv"),
        (["check", "x.bds", "y.bds", "3"], "3 is no script"), (["x.bds", "--nope"], "there is no option --nope"),
    ])
    func aWrongCommandLineIsAMistake(arguments: [String], message: String) throws {
        let outcome = place.finish(try place.start(arguments))
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("bds: \(message)"))
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test func commandsFileAndStandardInputRunAlike() throws {
        let script = "let x = 3\nprint $x\n"
        try place.write(script, to: "three.bds")
        for outcome in [
            try place.bds("-c", script), try place.bds("three.bds"), try place.bds(input: script),
        ] {
            #expect(outcome.status == 0)
            #expect(outcome.output == "3\n")
            #expect(outcome.errors.isEmpty)
        }
    }

    @Test func optionsStandAnywhere() throws {
        try place.write("param n: Int = 1\nparam rest: [String]...\nprint $n $rest\n", to: "x.bds")
        for words in [["--quiet", "check", "x.bds"], ["check", "x.bds", "--quiet"], ["check", "x.bds", "3", "a"]] {
            #expect(place.finish(try place.start(words)).status == 0)
        }
        #expect(place.finish(try place.start(["check", "x.bds", "three"])).status == 2)
        #expect(place.finish(try place.start(["check", "--set", "n=x", "x.bds"])).status == 2)
        #expect(try place.bds("x.bds", "--set", "n=2", "--quiet").output == "2 []\n")
        #expect(try place.bds("x.bds", "-3", "--", "--set", "-x").output == "-3 [\"--set\", \"-x\"]\n")
        #expect(try place.bds("plan", "x.bds", "3", "--format=csv").status == 0)
    }

    @Test func aScriptIsExplained() throws {
        try place.write("# Counts.\n\n## how often\nparam n: Int = 1\nprint $n\n", to: "x.bds")
        let help = try place.bds("help", "x.bds")
        #expect(help.status == 0)
        #expect(help.output.contains("bds x.bds [N]") && help.output.contains("Counts."))
        #expect(help.output.contains("n: Int = 1  how often"))
        #expect(try place.bds("x.bds", "--help").output == help.output)
        #expect(try place.bds("help", "backfill").output.contains("LOGLINEAR"))
    }

    @Test func scriptsOfStdlibGoByTheirNames() throws {
        #expect(try place.bds("check", "quickstart").status == 0)
        try place.write("print \"mine\"\n", to: "quickstart")
        #expect(try place.bds("quickstart").output == "mine\n")
    }

    @Test func aScriptKnowsWhereItLies() throws {
        try FileManager.default.createDirectory(at: place.url("tools"), withIntermediateDirectories: true)
        try place.write("use other\nprint $here\nother\n", to: "tools/x.bds")
        try place.write("def other() { print \"{$here}/a\" }\n", to: "tools/other.bds")
        #expect(try place.bds("tools/x.bds").output == "tools\ntools/a\n")
        let absolute = place.url("tools").path
        #expect(try place.bds("-c", "print $here").output == ".\n")
        #expect(try place.bds("\(absolute)/x.bds").output == "tools\ntools/a\n")
    }

    @Test func exitHasAStatus() throws {
        #expect(try place.bds("-c", "exit 3; print 1").status == 3)
        #expect(try place.bds("-c", "exit").status == 0)
        #expect(try place.bds("-c", "exit 256").status == 2)
    }

    @Test func notesAreFormatted() throws {
        try place.write("Text\n\n```bds\nbds 1\nprint   \"{x}\"\n```\n", to: "n.md")
        #expect(try place.bds("fmt", "--check", "n.md").status == 1)
        let outcome = try place.bds("fmt", "n.md")
        #expect(outcome.errors == "formatted n.md; 1 place of bds 1 rewritten for bds 2\n")
        #expect(
            try String(contentsOf: place.url("n.md"), encoding: .utf8)
                == "Text\n\n```bds\nbds 2\nprint \"\\{x}\"\n```\n")
        #expect(try place.bds("n.md").output == "{x}\n")
    }

    @Test func anEmptyScriptDoesNothing() throws {
        let outcome = try place.bds(input: "")
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    }

    @Test(arguments: [
        ("nosuch.bds", "cannot read nosuch.bds: there is no such file"),
        ("folder", "cannot read folder: it is a folder"),
        ("latin.bds", "latin.bds:1: byte 8 is not UTF-8 text"), ("/dev/zero", "cannot read /dev/zero: it is too large"),
        ("latin.bds/x", "cannot read latin.bds/x: not a directory"),
    ])
    func aScriptThatCannotBeRead(path: String, message: String) throws {
        try FileManager.default.createDirectory(at: place.url("folder"), withIntermediateDirectories: true)
        try place.write(Array("print \"a".utf8) + [0xff, 0x22], to: "latin.bds")
        let outcome = try place.bds(path)
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("bds: \(message)"))
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test func outputThatIsLostIsAnError() throws {
        let full = try place.bds("-c", "print 1", output: .file("/dev/full", O_WRONLY))
        #expect(full.status == 1)
        #expect(full.errors == "bds: cannot write to standard output: no space left on device\n")
        let closed = try place.bds("-c", "print 1", output: .closed)
        #expect(closed.status == 1)
        #expect(closed.errors == "bds: cannot write to standard output: bad file descriptor\n")
    }

    @Test func aClosedStreamIsNoFileOpenedLater() throws {
        try place.checkpoint()
        let outcome = try place.bds(
            "-c", "load checkpoint tiny_loglinear.pt\nsample n=1 seeds=[1] steps=2 rooms=3 | save to s.pt\nprint 1",
            output: .closed)
        #expect(outcome.status == 1)
        #expect(try place.bds("-c", "info s.pt").status == 0)
    }

    @Test func aClosedStandardInputIsAnEmptyScript() throws {
        #expect(try place.bds(inputStream: .closed).status == 0)
        #expect(try place.bds("-c", "print 1", inputStream: .closed).output == "1\n")
    }

    @Test(arguments: [[:], ["NO_COLOR": "1"], ["TERM": "dumb"]])
    func filesAndPipesGetNoEscapeCodes(environment: [String: String]) throws {
        let outcome = try place.bds("-c", "help\nsample", environment: environment)
        #expect(outcome.status == 2)
        #expect(!outcome.errors.isEmpty)
        let help = try place.bds("-c", "help\nhelp sample", environment: environment)
        #expect(help.status == 0)
        for text in [outcome.output, outcome.errors, help.output, help.errors] { #expect(!text.contains("\u{1b}")) }
    }

    @Test func aMistakeStopsBeforeTheFirstCommand() throws {
        let outcome = try place.run("print 1\nfrobnicate 2\n")
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.messages.count == 1)
    }
}
