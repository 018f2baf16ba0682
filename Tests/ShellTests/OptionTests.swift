import Foundation
import Testing

/// What the command line and the start-up file say about the shell, and what `set` does.
@Suite(.serialized) struct OptionTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.checkpoint()
    }

    private static let job = "load checkpoint tiny_loglinear.pt as v1\nsample $v1 n=4 seeds=[1, 2] steps=3 rooms=5"

    @Test func quietSaysOnlyWarningsAndErrors() throws {
        let outcome = try place.bds("--quiet", "-c", Self.job + " eta=0.5\nprint 7")
        #expect(outcome.status == 0 && outcome.output == "7\n")
        #expect(outcome.errors.hasPrefix("warning: ") && !outcome.errors.contains("loaded"))
    }

    @Test func verboseSaysHowLongItTook() throws {
        let outcome = try place.bds("--verbose", "-c", "print 7")
        #expect(outcome.output == "7\n")
        #expect(outcome.errors.contains(/^[0-9]+\.[0-9]{3} s\n$/))
    }

    @Test func threadsChangeNoResult() throws {
        func rows(_ options: [String], _ arguments: String, _ name: String) throws {
            let script = "\(Self.job)\(arguments)\nexport to \(name).csv"
            #expect(place.finish(try place.start(options + ["-c", script])).status == 0)
        }
        try rows(["--threads=1"], "", "one")
        try rows(["--threads=3"], " threads=2", "two")
        try rows([], " batch=64 threads=7", "seven")
        let first = try place.contents("one.csv")
        #expect(try place.contents("two.csv") == first && place.contents("seven.csv") == first)
    }

    @Test(arguments: ["0", "-1", "1025", "many", ""])
    func aNumberOfThreadsThatMakesNoSense(count: String) throws {
        let option = try place.bds("--threads=\(count)")
        #expect(option.status == 2)
        #expect(option.errors == "bds: --threads= needs a number, 1 to 1024\n")
        guard let number = Int(count) else { return }
        let argument = try place.bds("-c", Self.job + " threads=\(number)")
        #expect(argument.status == 2 && argument.messages == ["threads is \(number), expected 1 to 1024"])
        #expect(!argument.errors.contains("sampled"))
    }

    @Test func setSaysWhatIsSet() throws {
        let outcome = try place.bds("--threads=3", "-c", "set threads=2 pager=true\nset format=csv\nset")
        #expect(
            outcome.output
                == "Setting,Value\nthreads,2\ntiming,false\nformat,csv\npager,true\non_error,stop\nresults,eval_results\n"
        )
    }

    @Test(.timeLimit(.minutes(3))) func theInitFileRunsAtThePromptAlone() throws {
        try place.write("let mine = 41\nset format=csv\n", to: "config/bds/init.bds")
        let environment = ["XDG_CONFIG_HOME": place.url("config").path]
        let terminal = try Terminal(in: place, environment: environment)
        try terminal.expect("bds> ")
        terminal.enter("print ($mine + 1)")
        try terminal.expect("\n42\n")
        terminal.enter("unload $mine")
        try terminal.expect("unloaded $mine")
        terminal.enter("print $mine")
        try terminal.expect("error: ")
        terminal.enter("exit")
        #expect(terminal.end() == 0)
        #expect(try place.bds("-c", "print $mine", environment: environment).status == 2)
    }

    @Test(.timeLimit(.minutes(3))) func noInitLeavesItOut() throws {
        try place.write("let mine = 41\n", to: "config/bds/init.bds")
        let terminal = try Terminal(
            in: place, ["--no-init"], environment: ["XDG_CONFIG_HOME": place.url("config").path])
        try terminal.expect("bds> ")
        terminal.enter("print $mine")
        try terminal.expect("error: ")
        terminal.enter("exit")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func renamingKeepsWhatTheSessionTakes() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        terminal.enter("load checkpoint tiny_loglinear.pt as v1")
        try terminal.expect("sha256")
        try terminal.ask("rename $v1 to before")
        terminal.enter("sample n=1 seeds=[1] steps=2 rooms=3")
        try terminal.expect("sample: using $before")
        terminal.enter("rename $before to 2nd")
        try terminal.expect("error: ")
        terminal.enter("exit")
        #expect(terminal.end() == 0)
    }

    // MARK: The pager

    private func paged(_ pager: String, _ command: String = "help", by use: (Terminal) throws -> Void) throws {
        let terminal = try Terminal(in: place, ["--pager"], environment: ["PAGER": pager], rows: 12)
        try terminal.expect("bds> ")
        terminal.enter(command)
        try use(terminal)
        try terminal.expect("bds> ")
        try terminal.ask("print (1 + 1)", "\n2\n")
        terminal.enter("exit")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(3))) func longOutputGoesThroughThePager() throws {
        try paged("sed s/^/paged:/") { try $0.expect("paged:  load checkpoint") }
    }

    @Test(.timeLimit(.minutes(3))) func aPagerThatStopsReadingDoesNoHarm() throws {
        try paged("head -n 1") { try $0.expect("load checkpoint") }
    }

    @Test(.timeLimit(.minutes(3))) func aPagerThatIsNotThereIsDoneWithout() throws {
        try paged("nosuchpager") { try $0.expect("load checkpoint") }
    }

    @Test(.timeLimit(.minutes(3))) func controlCInThePagerIsThePagers() throws {
        try paged("sh -c 'trap : INT; echo waiting; cat > /dev/null; read x < /dev/tty; echo went on'") { terminal in
            try terminal.expect("waiting\n")
            terminal.send("\u{3}")
            terminal.send("\r")
            try terminal.expect("went on")
        }
    }

    @Test func shortOutputAndPipesNeedNoPager() throws {
        let outcome = try place.bds("--pager", "-c", "help", environment: ["PAGER": "sed s/^/paged:/"])
        #expect(outcome.status == 0 && !outcome.output.contains("paged"))
        try paged("sed s/^/paged:/", "print 5") { terminal in
            let before = try terminal.expect("\n5\n")
            #expect(!before.contains("paged"))
        }
    }
}
