import BubbleDiagrams
import Datasets
import Foundation
import Language
import Runtime
import Synchronization
import TestSupport

/// A console that keeps what it is told.
final class RecordingConsole: Console {
    private struct Record {
        var shown: [Document] = []
        var told: [String] = []
        var warned: [String] = []
        var milestones: [String] = []
    }

    private let record = Mutex(Record())

    var shown: [Document] { record.withLock { $0.shown } }
    var told: [String] { record.withLock { $0.told } }
    var warned: [String] { record.withLock { $0.warned } }
    var milestones: [String] { record.withLock { $0.milestones } }

    /// The texts that were shown, tables as their cells.
    var texts: [String] {
        shown.map { document in
            switch document {
            case .text(let text): text
            case .table(let table):
                table.rows.map { $0.map(\.screenText).joined(separator: " ") }.joined(separator: "\n")
            case .tables(let tables): tables.compactMap(\.title).joined(separator: "\n")
            case .help: "help"
            case .explanations: "explanations"
            }
        }
    }

    func show(_ document: Document) { record.withLock { $0.shown.append(document) } }
    func tell(_ line: String) { record.withLock { $0.told.append(line) } }
    func warn(_ line: String) { record.withLock { $0.warned.append(line) } }
    func milestone(_ line: String) { record.withLock { $0.milestones.append(line) } }
    func progress(_ progress: ProgressReport?) {}
}

/// The commands under the language, without a shell.
struct Sitting {
    let console = RecordingConsole()
    let cancellation = Cancellation()
    let session: Session

    init() {
        session = Session(
            host: Runtime(SessionState(console: console, cancellation: cancellation)))
    }

    func check(_ script: String) -> CheckedScript { session.check(Script(SourceText(name: "test", text: script))) }

    /// What a check finds, "error: …" and "warning: …".
    func findings(_ script: String) -> [String] { check(script).diagnostics.map { "\($0.severity): \($0.message)" } }

    func run(_ script: String) throws { try session.run(check(script)) }

    /// What running, or the check before it, fails with; nil when nothing fails.
    func failure(_ script: String) -> Diagnostic? {
        do {
            try run(script)
            return nil
        } catch {
            return error as? Diagnostic
        }
    }

    /// `load checkpoint` of a tiny one.
    static func load(_ name: String = "loglinear") -> String {
        "load checkpoint \"\(Golden.file("checkpoints/tiny_\(name).pt").path)\" as v1\n"
    }

    /// Made-up plans, as a cache in `folder`, and the command that loads them.
    static func plans(_ count: Int = 40, in folder: URL) throws -> String {
        let diagrams = (0..<count).map { number in
            Diagram(
                rooms: (0..<2 + number % 7).map { RoomType.allCases[$0 == 0 ? 0 : (number + $0) % 10] },
                edges: [.init(first: 0, second: 1, relation: Relation.allCases[number % 10])])
        }
        let url = folder.appendingPathComponent("plans.pt")
        try Dataset(diagrams: diagrams, layout: .rplan, source: url, sha256: "").saveCache(to: url)
        return "load dataset \"\(url.path)\" as plans\n"
    }
}
