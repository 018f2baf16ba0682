import Foundation
import Language

/// What was done in this sitting: the statements that were run, how each ended, what was shown and made.
public final class Journal {
    /// How a text, or one of its statements, ended.
    public enum Outcome: Sendable {
        case running
        case done
        case failed(String)
        case interrupted
    }

    /// One statement of a text.
    struct Step {
        let written: Script.Written
        /// nil while it was not reached.
        var outcome: Outcome?
        /// The working directory when it began.
        var folder = ""
        /// The commands it ran, in order.
        var calls: [Call] = []
    }

    /// One text: a line of the prompt, a script.
    public struct Entry {
        let text: String
        let folder: String
        let started: Date
        var outcome = Outcome.running
        var shown: [Document] = []
        var steps: [Step]
    }

    private(set) var entries: [Entry] = []
    /// The files behind what was loaded, made and saved, in order: what it is, and where.
    private(set) var files: [(what: String, url: URL)] = []

    /// Nothing was done yet.
    public init() {}

    /// A text is about to be checked and run.
    public func begin(_ script: Script) {
        entries.append(
            Entry(
                text: script.text, folder: FileManager.default.currentDirectoryPath, started: Date(),
                steps: script.written.map { Step(written: $0) }))
    }

    /// A statement of the text begins; the one before it is done unless it failed.
    func begin(_ statement: Span) {
        endStep(.done)
        inStep(at: statement) {
            $0.outcome = .running
            $0.folder = FileManager.default.currentDirectoryPath
        }
    }

    func begin(_ call: Call) { inRunningStep { $0.calls.append(call) } }

    /// The statement that runs failed, and the run goes on after it.
    func fail(_ message: String) { endStep(.failed(message)) }

    /// The text ended, and with it the statement that ran.
    public func end(_ outcome: Outcome) {
        endStep(outcome)
        inEntry { $0.outcome = outcome }
    }

    func add(_ documents: [Document]) { inEntry { $0.shown += documents } }

    func add(_ value: Value) {
        guard case .object(let object) = value, let path = object.field("path")?.text else { return }
        let url = URL(fileURLWithPath: path)
        if !files.contains(where: { $0.url.path == url.path }) { files.append((object.typeName, url)) }
    }

    // MARK: The entry and the step that run

    private func inEntry(_ body: (inout Entry) -> Void) {
        if !entries.isEmpty { body(&entries[entries.count - 1]) }
    }

    private func inStep(at span: Span, _ body: (inout Step) -> Void) {
        inEntry { entry in
            let index = entry.steps.firstIndex {
                $0.written.span.source === span.source && $0.written.span.range == span.range
            }
            if let index { body(&entry.steps[index]) }
        }
    }

    private func inRunningStep(_ body: (inout Step) -> Void) {
        inEntry { entry in
            let index = entry.steps.lastIndex { if case .running? = $0.outcome { true } else { false } }
            if let index { body(&entry.steps[index]) }
        }
    }

    private func endStep(_ outcome: Outcome) { inRunningStep { $0.outcome = outcome } }
}
