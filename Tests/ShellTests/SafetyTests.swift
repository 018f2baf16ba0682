import Foundation
import Testing

/// What comes from files makes no terminal do anything, and what runs is this tree's.
@Suite(.serialized) struct SafetyTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// Escape sequences, marks that turn a line round, separators that a terminal breaks it at.
    private static let evil = "e\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{2028}\u{7f}\u{8}"

    private func expectTame(_ text: String) {
        let kept: Set<Unicode.Scalar> = ["\n", "\t"]
        let commands = text.unicodeScalars.filter { scalar in
            !kept.contains(scalar)
                && (scalar.properties.isBidiControl
                    || [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory))
        }
        #expect(commands.isEmpty, "\(text.debugDescription)")
        #expect(text.contains("\u{fffd}"))
    }

    /// Whichever way it is said: while it runs, at its end, when it is tried again, as data, as a mistake.
    @Test(.timeLimit(.minutes(3))) func nothingPrintedIsObeyed() throws {
        let evil = Self.evil
        let escaped = evil.unicodeScalars.map { scalar in
            ("!"..."~").contains(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }.joined()
        let failing = "assert $x.size > 99, \"\(escaped)\""
        let script = "let x = synthesize dataset n=20 seed=1\nprint \"\(escaped)\"\ntry { \(failing) }\n\(failing)\n"
        try place.write(script, to: "\(evil).bds")
        let run = try place.bds("--on-error=continue", "\(evil).bds")
        #expect(run.status == 1 && run.errors.contains("failed: "), "\(run.errors.debugDescription)")
        expectTame(run.errors)
        expectTame(run.output)
        let again = try place.bds("-c", "retry failed")
        #expect(again.errors.contains("retry: "))
        expectTame(again.errors)
        for arguments in [["check", "\(evil).nosuch"], [evil], ["--\(evil)"], ["plan", "\(evil).bds"], ["-c", evil]] {
            let outcome = place.finish(try place.start(arguments))
            #expect(outcome.status == 2 || arguments[0] == "plan")
            if !(outcome.errors + outcome.output).isEmpty, arguments[0] != "plan" { expectTame(outcome.errors) }
        }
    }

    @Test(.timeLimit(.minutes(3))) func coloursAreOnlyOurs() throws {
        let terminal = try Terminal(in: place)
        try terminal.expect("bds> ")
        try terminal.ask("print \"a\\u{1b}[31mb\\u{202e}c\"", "a\u{fffd}[31mb\u{fffd}c")
        #expect(terminal.leave() == 0)
    }

    /// What bds is called by, and what folder it is started in, decides nothing.
    @Test(.timeLimit(.minutes(3))) func theLibraryIsThatOfTheRunningBinary() throws {
        try place.write("// swift-tools-version: 6.0", to: "Package.swift")
        try place.write("print \"another tree\"\n", to: "stdlib/only_here.bds")
        try place.write("print \"another tree\"\n", to: "stdlib/verify.bds")
        let folder = (Workplace.binary as NSString).deletingLastPathComponent
        func bds(_ commands: String) throws -> Workplace.Outcome {
            let child = try Child(
                "/bin/sh", ["-c", "PATH=\(folder):$PATH bds -c '\(commands)'"], in: place.folder.path,
                environment: Workplace.environment,
                streams: [
                    .file("/dev/null", O_RDONLY), .file(place.url("out").path, O_WRONLY | O_CREAT | O_TRUNC),
                    .file(place.url("err").path, O_WRONLY | O_CREAT | O_TRUNC),
                ])
            let status = child.wait(seconds: 60)
            return Workplace.Outcome(
                status: status, output: try place.contents("out"), errors: try place.contents("err"))
        }
        let foreign = try bds("use only_here")
        #expect(foreign.status == 2 && foreign.messages.first?.hasPrefix("there is no module only_here") == true)
        let own = try bds("use quickstart")
        #expect(!own.errors.contains("there is no module") && !own.output.contains("another tree"), "\(own.errors)")
        #expect(!(try bds("use verify").errors + bds("use verify").output).contains("another tree"))
    }
}
