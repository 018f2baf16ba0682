import Datasets
import Display
import Files
import Foundation
import Language
import Runtime
import Synchronization
import TestSupport

/// A folder with a file of each kind, in which programs run.
final class Playground {
    let folder: URL
    /// What went wrong that should not: each kind once.
    private(set) var findings: [String: String] = [:]
    private var outcomes: [String: Int] = [:]

    static let plans: [(MATBytes.Matrix, MATBytes.Matrix)] = (0..<12).map { number in
        let rooms = 2 + number % 5
        let edge: [UInt8] = [0, 1, UInt8(number % 10)]
        return (
            .bytesSaved(rooms, 1, (0..<rooms).map { UInt8($0 == 0 ? 0 : ($0 + number) % 10) }, type: 9),
            .bytesSaved(1, 3, edge, type: 9)
        )
    }

    init(_ folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard FileManager.default.changeCurrentDirectoryPath(folder.path) else { throw CocoaError(.fileNoSuchFile) }
        try fill()
    }

    /// Everything as it was at first.
    func fill() throws {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] {
            try? files.removeItem(at: folder.appendingPathComponent(name))
        }
        func copy(_ path: String, _ name: String) throws {
            let url = folder.appendingPathComponent(name)
            try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(at: Golden.file(path), to: url)
        }
        try copy("checkpoints/tiny_loglinear.pt", "tiny.pt")
        try copy("samples/loglinear/llada_argmax_no_remask_samples.pt", "s.pt")
        try copy("bds-0.1.0/eval_results/loglinear/llada_argmax_no_remask.json", "r.json")
        try copy("bds-0.1.0/eval_results", "eval_results")
        try AtomicFile.write(MATBytes.file(Self.plans), to: folder.appendingPathComponent("plans.mat"))
        try Dataset.load(URL(fileURLWithPath: "plans.mat")).saveCache(to: folder.appendingPathComponent("plans.pt"))
        try AtomicFile.write("print 1\n", to: folder.appendingPathComponent("a.bds"))
        try AtomicFile.write(Programs.note, to: folder.appendingPathComponent("n.md"))
        try FailedRun(script: "a.bds", arguments: ["1"], overrides: [("n", "2")], goesOn: false).write()
    }

    /// Checks a program, and runs it where the check finds nothing. What it may do: anything but end the process, hang,
    /// or call something a mistake that the check passed.
    func run(_ text: String, origin: CommandOrigin) {
        FileManager.default.changeCurrentDirectoryPath(folder.path)
        let cancellation = Cancellation()
        let state = SessionState(console: SilentConsole(), cancellation: cancellation)
        state.origin = origin
        let session = Session(host: Runtime(state))
        let watch = DispatchWorkItem { cancellation.cancel() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 2, execute: watch)
        defer { watch.cancel() }
        let checked = session.check(Script(SourceText(name: "fuzz", text: text)))
        _ = DiagnosticRenderer().render(checked.diagnostics)
        if checked.hasErrors { return count("not run: the check found errors") }
        do {
            try session.run(checked)
            count("ran to its end")
        } catch let failure as Diagnostic {
            _ = DiagnosticRenderer().render([failure])
            count(failure.isMistake ? "a mistake found in the run" : "failed")
            if failure.isMistake {
                let kind = "\(failure.subject?.words.joined(separator: " ") ?? "?"): \(failure.message)"
                findings[kind.replacing(/[0-9]+/, with: "#")] = text
            }
        } catch is Interrupted {
            count("stopped after two seconds")
        } catch {
            count("left")
        }
    }

    private func count(_ outcome: String) { outcomes[outcome, default: 0] += 1 }

    var summary: String {
        outcomes.sorted { $0.key < $1.key }.map { "  \($0.value) \($0.key)" }.joined(separator: "\n")
    }
}

/// Says nothing.
private final class SilentConsole: Console {
    func show(_ document: Document) {}
    func tell(_ line: String) {}
    func warn(_ line: String) {}
    func milestone(_ line: String) {}
    func progress(_ progress: ProgressReport?) {}
}
