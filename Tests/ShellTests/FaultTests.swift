import Files
import Foundation
import JSON
import Results
import Testing
import TorchFiles

/// The disk fills up, the power goes: each call that changes a file fails once, or is the last one of its process. What
/// stood there before stands there still, or what was to replace it, whole; and the same command again completes.
@Suite(.serialized) struct FaultTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private static let shim = URL(fileURLWithPath: Workplace.binary).deletingLastPathComponent()
        .appendingPathComponent("libFaultShim.so").path

    /// All that a test of this suite starts from, copied anew for each fault.
    private func fresh(_ number: Int, from start: URL) throws -> Workplace {
        let copy = try Workplace()
        try FileManager.default.removeItem(at: copy.folder)
        try FileManager.default.copyItem(at: start, to: copy.folder)
        return copy
    }

    private enum How: Int32, CaseIterable {
        case dies = 0
        case diskFull = 28
        case inputOutput = 5
    }

    /// Lets every call of every kind fail in every way, one a run, and hands each place over to `check`.
    private func everyFault(
        of kinds: [String], _ run: (Workplace, [String: String]) throws -> Void,
        check: (Workplace, _ what: String) throws -> Void
    ) throws {
        for kind in kinds {
            for how in How.allCases where how != .inputOutput || kind == "fsync" {
                for number in 1... {
                    let copy = try fresh(number, from: place.folder)
                    let mark = copy.folder.deletingLastPathComponent().appendingPathComponent("mark").path
                    try run(
                        copy,
                        [
                            "LD_PRELOAD": Self.shim, "BDS_FAULT": "\(kind) \(number) \(how.rawValue)",
                            "BDS_FAULT_MARK": mark,
                        ])
                    guard FileManager.default.fileExists(atPath: mark) else { break }
                    try check(copy, "\(kind) \(number) \(how)")
                }
            }
        }
    }

    @Test func theShimIsThere() { #expect(FileManager.default.fileExists(atPath: Self.shim)) }

    @Test(.timeLimit(.minutes(20))) func everyWritingCommand() throws {
        try place.checkpoint()
        try place.dataset()
        let script = """
            load checkpoint tiny_loglinear.pt as v1
            load dataset plans.pt as plans
            sample $v1 n=2 seeds=[1, 2] steps=2 rooms=3 as s
            save $s to s_samples.pt overwrite=true
            export $s to s.csv overwrite=true
            export $s to s.json overwrite=true
            eval $s against=$plans as e
            compare $e to comparison.md
            synthesize dataset n=20 seed=1 to homes.pt overwrite=true
            upgrade old.json
            train to m.pt data=$plans d_model=8 layers=1 heads=1 frequencies=8 steps=2 batch=4 every=1 overwrite=true
            handoff to note.md overwrite=true

            """
        try place.write(script, to: "night.bds")
        // What each command finds: something of its own kind and another content.
        try place.write(
            "{\"method\": \"old\", \"timestamp\": \"t\", \"config\": {\"seed\": 1}, \"metrics\": {\"eval/x\": 1.0}}",
            to: "old.json")
        for path in ["s.csv", "s.json", "note.md"] { try place.write("before\n", to: path) }
        for path in ["s_samples.pt", "homes.pt", "m.pt"] {
            try TorchFile.write(.string("before"), to: place.url(path))
        }
        let clean = try fresh(0, from: place.folder)
        let outcome = try clean.bds("night.bds")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let made = clean.files

        try everyFault(of: ["open", "write", "fsync", "rename", "mkdir"]) { copy, environment in
            _ = try copy.bds("night.bds", environment: environment)
        } check: { copy, what in
            try expectWhole(copy, like: clean, what)
            let again = try copy.bds("night.bds")
            #expect(again.status == 0, "\(what): \(again.errors)")
            try expectWhole(copy, like: clean, what)
            let left = copy.files.filter { !$0.hasSuffix(".bds-half") }
            #expect(left == made, "\(what)")
        }
    }

    /// Every file is as it was at the start, or as the whole run makes it; what says when it was made need only be whole.
    private func expectWhole(_ copy: Workplace, like clean: Workplace, _ what: String) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: copy.folder.path)
        for name in names where FileStatus(copy.url(name))?.kind == .file && !name.hasSuffix(".bds-half") {
            let bytes = try WholeFile.read(copy.url(name))
            if let before = try? WholeFile.read(place.url(name)), before == bytes { continue }
            switch copy.url(name).pathExtension {
            case "pt": #expect(throws: Never.self, "\(what): \(name)") { try TorchFile.read(copy.url(name)) }
            case "json": #expect(throws: Never.self, "\(what): \(name)") { try JSON(parsing: bytes) }
            case "csv": #expect(try WholeFile.read(clean.url(name)) == bytes, "\(what): \(name)")
            case "md": #expect(bytes.last == UInt8(ascii: "\n") && bytes.count > 100, "\(what): \(name)")
            default: #expect(name == ".bds/cells/lock", "\(what): \(name)")
            }
        }
    }

    @Test(.timeLimit(.minutes(5))) func formatting() throws {
        try place.write("let   x=1\nprint   $x\n", to: "a.bds")
        try everyFault(of: ["open", "write", "fsync", "rename"]) { copy, environment in
            _ = try copy.bds("fmt", "a.bds", environment: environment)
        } check: { copy, what in
            let (before, after) = ("let   x=1\nprint   $x\n", "let x = 1\nprint $x\n")
            let left = try copy.contents("a.bds")
            #expect(left == before || left == after, "\(what)")
            #expect(try copy.bds("fmt", "a.bds").status == 0)
            #expect(try copy.contents("a.bds") == after, "\(what)")
        }
    }

    /// What has failed is not forgotten because what fails now cannot be written down.
    @Test(.timeLimit(.minutes(5))) func failedRuns() throws {
        for name in ["a.bds", "b.bds"] {
            try place.write("let x = synthesize dataset n=4 seed=1\nassert $x.size > 9\n", to: name)
        }
        #expect(try place.bds("a.bds").status == 1)
        try everyFault(of: ["open", "write", "fsync", "rename"]) { copy, environment in
            _ = try copy.bds("b.bds", environment: environment)
        } check: { copy, what in
            let failed = try JSON(parsing: Array(copy.contents(".bds/failed.json").utf8)).array ?? []
            #expect(failed.first?.object?["script"] == .string("a.bds"), "\(what)")
            #expect(try copy.bds("b.bds").status == 1)
            #expect(try JSON(parsing: Array(copy.contents(".bds/failed.json").utf8)).array?.count == 2, "\(what)")
        }
    }

    /// One line more is typed, and the history, grown too long, is cut when the shell starts.
    @Test(.timeLimit(.minutes(10))) func history() throws {
        let before = (0..<12).map { "let a\($0) = \($0)" }
        try place.write(before.map { $0 + "\n" }.joined(), to: "state/bds/history")
        try place.write("set history-size 8\n", to: "inputrc")
        func sit(_ copy: Workplace, _ environment: [String: String]) throws {
            let settings = ["XDG_STATE_HOME": copy.url("state").path, "INPUTRC": copy.url("inputrc").path]
            let terminal = try Terminal(in: copy, environment: settings.merging(environment) { $1 })
            // It may die at any time.
            do {
                try terminal.expect("bds> ")
                try terminal.ask("let last = 1")
                _ = terminal.leave()
            } catch { _ = terminal.end() }
        }
        func lines(_ copy: Workplace) throws -> [String] {
            try copy.contents("state/bds/history").split(separator: "\n").map(String.init)
        }
        try everyFault(of: ["open", "write", "fsync", "rename", "ftruncate"]) { copy, environment in
            try sit(copy, environment)
        } check: { copy, what in
            let found = try lines(copy).filter { $0 != "let last = 1" }
            let isHalf = { (line: String) in "let last = 1".hasPrefix(line) }
            #expect(
                [before, Array(before.suffix(8))].contains(found.filter { !isHalf($0) }), "\(what): \(found)")
            try sit(copy, [:])
            #expect(try lines(copy).last == "let last = 1", "\(what)")
        }
    }
}
