import Foundation
import Language

/// What was done in this sitting: what was typed or run, how it ended, what it showed and made.
public final class Journal {
    public enum Outcome: Sendable {
        case running
        case done
        /// The line of the text it failed at, counted from 0, and why.
        case failed(line: Int, String)
        case interrupted
    }

    public struct Entry: Sendable {
        public let text: String
        public let folder: String
        public let started: Date
        public internal(set) var outcome = Outcome.running
        var shown: [Document] = []
    }

    public private(set) var entries: [Entry] = []
    /// The files behind what was loaded, made and saved, in order: what it is, and where.
    private(set) var files: [(what: String, url: URL)] = []

    public init() {}

    public func begin(_ text: String) {
        entries.append(
            Entry(text: text, folder: FileManager.default.currentDirectoryPath, started: Date()))
    }

    public func end(_ outcome: Outcome) {
        guard !entries.isEmpty else { return }
        entries[entries.count - 1].outcome = outcome
    }

    func add(_ document: Document) {
        guard !entries.isEmpty else { return }
        entries[entries.count - 1].shown.append(document)
    }

    func add(_ value: Value) {
        guard case .object(let object) = value, let path = object.field("path")?.text else { return }
        let url = URL(fileURLWithPath: path)
        if !files.contains(where: { $0.url.path == url.path }) { files.append((object.typeName, url)) }
    }

    // MARK: As a script

    /// The commands that ran, as a script; those that failed as comments. What only the prompt knows is left out.
    func script(since first: Int = 0) -> String {
        var folder = entries.dropFirst(first).first?.folder
        var text = ""
        for entry in entries.dropFirst(first) {
            let script = Self.script(of: entry)
            if script.isEmpty { continue }
            // A script has no `cd`: its reader learns what the paths after it are relative to.
            if entry.folder != folder { text += "# typed in \(entry.folder)\n" }
            folder = entry.folder
            text += script
        }
        return text
    }

    private static func script(of entry: Entry) -> String {
        var lines = entry.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var failed: [String] = []
        switch entry.outcome {
        case .running, .done: break
        case .interrupted:
            failed = lines
            lines = []
        case .failed(let line, _):
            // What stands whole before the place of the failure has run.
            var count = min(max(line, 0), lines.count)
            while count > 0, !isWhole(lines[..<count]) { count -= 1 }
            failed = Array(lines[count...])
            lines = Array(lines[..<count])
        }
        let kept = lines.compactMap(scriptLine)
        return (kept + failed.filter { scriptLine($0) != nil }.map { "# failed: \($0)" }).map { $0 + "\n" }.joined()
    }

    private static func isWhole(_ lines: ArraySlice<String>) -> Bool {
        if case .complete = Completeness(lines.joined(separator: "\n")) { true } else { false }
    }

    /// nil for what a script has no use for.
    private static func scriptLine(_ line: String) -> String? {
        let words = line.split(separator: " ")
        guard let first = words.first else { return line }
        if words.count == 4, first == "rename", words[2] == "to" { return "let \(words[3]) = \(words[1])" }
        let isForPrompt = Runtime.notForScripts[String(first)] != nil
        return isForPrompt || ["bds", "exit", "help", "handoff"].contains(first) ? nil : line
    }
}

/// A console that keeps what is shown, for the journal, and prints tables in the format asked for.
final class JournalingConsole: Console {
    private let inner: any Console
    /// Of the command that runs.
    nonisolated(unsafe) var format = TableFormat.table
    /// Whether long results go through a pager, where there is one.
    nonisolated(unsafe) var isPaged = false
    private nonisolated(unsafe) let journal: Journal

    init(_ inner: any Console, _ journal: Journal) {
        self.inner = inner
        self.journal = journal
    }

    // Commands show from the thread that runs them alone.
    func show(_ document: Document) {
        let document = document.formatted(format)
        journal.add(document)
        if isPaged { inner.page(document) } else { inner.show(document) }
    }

    func tell(_ line: String) { inner.tell(line) }
    func warn(_ line: String) { inner.warn(line) }
    func report(_ failure: Diagnostic) { inner.report(failure) }
    func milestone(_ line: String) { inner.milestone(line) }
    func progress(_ progress: ProgressReport?) { inner.progress(progress) }
}

extension Document {
    fileprivate func formatted(_ format: TableFormat) -> Document {
        switch self {
        case .table(let table): format.text([table]).map { .text($0) } ?? self
        case .tables(let tables): format.text(tables).map { .text($0) } ?? self
        default: self
        }
    }
}
