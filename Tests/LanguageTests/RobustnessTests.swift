import Display
import Foundation
import Language
import TestSupport
import Testing

/// Whatever is typed: an error or correct behaviour, never a crash, and every place inside the text.
@Suite struct RobustnessTests {
    private func probe(_ text: String, modules: [String: String] = [:]) {
        let source = SourceText(name: "fuzz", text: text)
        let host = FakeHost()
        host.stepsLeft = 1_000
        let session = Session(host: host, modules: FakeModules(texts: modules))
        let checked = session.check(Script(source))
        for diagnostic in checked.diagnostics {
            for span in [diagnostic.span] + diagnostic.notes.compactMap(\.span) {
                #expect(span.range.lowerBound >= 0 && span.range.upperBound <= span.source.bytes.count, "\(text)")
            }
        }
        _ = DiagnosticRenderer().render(checked.diagnostics)
        _ = Completeness(text)
        _ = session.complete(text, at: text.utf8.count / 2)
        if !checked.hasErrors { try? session.run(checked) }
    }

    /// `BDS_FUZZ` sets how many (scripts/fuzz: 20,000).
    @Test func mutatedPrograms() {
        let count = ProcessInfo.processInfo.environment["BDS_FUZZ"].flatMap { Int($0) } ?? 2_000
        let seed = ProcessInfo.processInfo.environment["BDS_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
        var dice = SplitMix(state: seed)
        var generator = ProgramGenerator(seed: seed)
        let pieces = [
            "{", "}", "(", ")", "[", "]", "\"", "|", "=", "==", "$", "$x", ",", ";", "&&", "..<", "..=", "-", "*", "/",
            ".",
            "\n", "\r\n", "\t", "#", "let", "for", "in", "if", "else", "def f(", "use m", "param", "try", "return",
            "as", "1",
            "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e999", "\u{0}", "日本", "👩‍👩‍👧",
            "e\u{301}", "\\", "{$", "_",
            "sample", "load checkpoint", "not", "and", "none",
        ]
        for _ in 0..<count {
            var bytes = Array((Programs.all.randomElement(using: &dice) ?? "").utf8)
            if Bool.random(using: &dice) { bytes = Array(generator.program().utf8) }
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let place = Int.random(in: 0...bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes.insert(contentsOf: (pieces.randomElement(using: &dice) ?? "").utf8, at: place)
                case 1 where place < bytes.count:
                    bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...5, using: &dice)))
                case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 1...127, using: &dice)
                default:
                    let from = Int.random(in: 0...bytes.count, using: &dice)
                    bytes.insert(contentsOf: bytes[min(from, place)..<max(from, place)].prefix(20), at: place)
                }
            }
            probe(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test(arguments: [
        "(", "[", "not ", "-", "{", "for x in [1] { ", "if true { ", "len(", "$x[", "try {", "\"{$x + ", "1 + (", "x ",
    ])
    func deepNesting(_ piece: String) {
        for head in ["let x = ", "print ", ""] { probe(head + String(repeating: piece, count: 3_000)) }
    }

    @Test(arguments: [" + 1", ".a", "[0]", " | list", " and true", " else if true { }", " ..< 1"])
    func longChains(_ piece: String) {
        for head in ["let x = 1", "print $x", "$x", "if true { }"] {
            probe(head + String(repeating: piece, count: 3_000))
        }
    }

    @Test func deepNestingIsAnError() {
        #expect(
            checkText("let x = " + String(repeating: "(", count: 500) + "1" + String(repeating: ")", count: 500))
                .contains("nested too deeply"))
        let nested = String(repeating: "if true { ", count: 300) + String(repeating: "}", count: 300)
        #expect(checkText(nested).split(separator: "\n").filter { $0.hasPrefix("error") }.count == 1)
    }

    @Test func manyCallsEnd() {
        // 2^60 calls by doubling, and loops in loops: checked within the limit of steps.
        var text = "def f0() { list }\n"
        for level in 1...25 { text += "def f\(level)() { f\(level - 1); f\(level - 1) }\n" }
        _ = checkText(text + "f25")
        _ = checkText("for a in 0..<1000 { for b in 0..<1000 { for c in 0..<1000 { print $a $b $c } } }")
        _ = checkText("for a in 0..<9223372036854775807 { print $a }")
        _ = checkText(
            "for a in -9223372036854775808..<9223372036854775807 { print $a }\nlen(-9223372036854775808..<9223372036854775807)"
        )
    }

    /// As deep as the limits allow, in `def`s that call one another.
    @Test func deepCallsHaveStackEnough() throws {
        var text = "def f0() { list }\n"
        for level in 1...14 {
            let nested = String(repeating: "if true { ", count: 29)
            let parentheses = String(repeating: "(", count: 28)
            text += "def f\(level)() { \(nested) f\(level - 1) \(String(repeating: "}", count: 29)) }\n"
            text +=
                "def g\(level)() { return \(parentheses)\(level == 1 ? "1" : "g\(level - 1)")\(String(repeating: ")", count: 28)) }\n"
        }
        #expect(try runText(text + "f14\nprint (g14)").shown == ["1"])
    }

    /// What grows by a factor in each line ends in an error, in the check where the values are known, else in the run.
    @Test(arguments: [
        ("let a = \"xxxxxxxx\"", "let a = \"{$a}{$a}\"", "a text holds at most 4 MB"),
        ("let a = \"xxxxxxxx\"", "let a = $a + $a", "a text holds at most 4 MB"),
        ("let a = [1, 2]", "let a = $a + $a", "a list holds at most 1000000 elements"),
        ("let a = [1, 2]", "let a = [$a, $a]", "a list holds at most 1000000 elements"),
        ("let a = [\"xxxxxxxx\"]", "let a = [$a, $a]", "a list holds at most 1000000 elements"),
        ("let a = 1", "let a = [$a]", "lists stand one in another at most 64 deep"),
        ("let a = 1", "let a = for i in [1] { $a }", "lists stand one in another at most 64 deep"),
        ("let a = \"xx\"", "let a = join([$a, $a, $a], $a)", "a text holds at most 4 MB"),
        ("let a = \"xx\"", "let a = text([$a, $a, $a])", "a text holds at most 4 MB"),
        // What the run alone knows.
        ("let a = \"{(eval).inside_validity.mean}x\"", "let a = \"{$a}{$a}\"", "a text holds at most 4 MB"),
        ("let a = [(eval).inside_validity.mean]", "let a = $a + $a", "a list holds at most 1000000 elements"),
        ("let a = [(eval).inside_validity.mean]", "let a = [$a]", "lists stand one in another at most 64 deep"),
    ])
    func whatGrowsEnds(_ first: String, _ line: String, _ message: String) {
        for length in [80, 3_000] {
            #expect(failure(first + "\n" + String(repeating: line + "\n", count: length) + "print $a") == message)
        }
        let host = FakeHost()
        let session = Session(host: host)
        var last: String?
        for text in [first] + Array(repeating: line, count: 3_000) {
            do {
                try session.run(session.check(Script(SourceText(name: "<prompt>", text: text)), as: .prompt))
            } catch {
                last = (error as? Diagnostic)?.message
                break
            }
        }
        #expect(last == message)
    }

    /// Large values in loops are gone through while the check's steps last.
    @Test(.timeLimit(.minutes(2))) func largeValuesInLoopsDoNotHoldTheCheckUp() {
        let double = "let b = $a + $a\n"
        for (first, body) in [
            ("let a = \"" + String(repeating: "x", count: 1_000_000) + "\"\n", "{ let c = \"{$a}{$i}\" }"),
            ("let a = list(0..<1000000)\n", "{ let c = $a == $a; let d = sum($a) }"),
            ("let a = list(0..<400000)\n", "{ let c = $a + $a }"), ("let a = list(0..<1000)\n", "{ \(double) }"),
        ] {
            _ = checkText(first + "for i in 0..<1000 { for j in 0..<1000 \(body) }")
        }
    }

    @Test func invalidUTF8() {
        #expect(throws: InvalidText.self) { try SourceText(name: "x.bds", bytes: [0x6C, 0x0A, 0xFF, 0x6C]) }
        do {
            _ = try SourceText(name: "x.bds", bytes: [0x6C, 0x0A, 0xC3, 0x28])
        } catch {
            #expect(error.description == "x.bds:2: byte 2 is not UTF-8 text; a script is UTF-8")
        }
    }

    @Test func lineEndsAndByteOrderMark() throws {
        #expect(try output("\u{FEFF}let x = 1\r\nprint $x\r\nprint \"a\"") == ["1", "a"])
    }

    @Test func extremeNumbers() throws {
        #expect(
            try output("print -9223372036854775808 9223372036854775807 1_000") == [
                "-9223372036854775808 9223372036854775807 1000"
            ])
        #expect(failure("let x = -9223372036854775808\nprint (-$x)") == "the result is too large for an Int")
        #expect(failure("print (-9223372036854775808 // -1)") == "the result is too large for an Int")
        #expect(try output("print (-9223372036854775808 % -1)") == ["0"])
        #expect(failure("print (1 // 0)") == "division by zero")
        #expect(
            failure("print len(-9223372036854775808..<9223372036854775807)") == "the result is too large for an Int")
        #expect(try output("print 0..<9223372036854775807") == ["0..<9223372036854775807"])
        #expect(failure("print 0..=9223372036854775807") == "the result is too large for an Int")
    }
}
