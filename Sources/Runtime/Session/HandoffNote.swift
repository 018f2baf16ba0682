import Files
import Foundation
import Results
import Tables

/// A sitting as Markdown.
struct HandoffNote {
    private let script: String
    private let backend: String
    private let entries: ArraySlice<Journal.Entry>
    private let files: [RecordedFile]

    /// - Throws: `FileAccessError` when a file of the session cannot be read again.
    /// - Parameter script: what was done, as a script.
    init(_ journal: Journal, script: String, since first: Int, backend: String) throws {
        self.script = script
        self.backend = backend
        entries = journal.entries.dropFirst(first)
        files = try journal.files.filter { FileManager.default.fileExists(atPath: $0.url.path) }.map {
            RecordedFile(what: $0.what, path: $0.url.relativePath, sha256: try SHA256.ofFile($0.url))
        }
    }

    /// What the line begins with that says when and where it was written.
    static let writtenBeginning = "- written "

    var text: String {
        var text = "# Handoff\n\n"
        text += "- bds \(BDS.version), \(backend)\n"
        text += Self.writtenBeginning + LocalTime.recorded().isoText
        text += SourceDate.fixed == nil ? " on \(ProcessInfo.processInfo.hostName)\n" : "\n"
        text += "- in `\(FileManager.default.currentDirectoryPath)`\n"
        if Set(entries.map(\.folder)).count > 1 {
            text += "- the session changed folders; paths are as they were typed, comments say where\n"
        }
        text += "\n"
        if !files.isEmpty {
            text +=
                "## Files\n\n"
                + Table(
                    headers: ["What", "File", "SHA-256"], rows: files.map { [$0.what, $0.path, $0.sha256] },
                    alignments: [.left, .left, .left]
                ).markdown
            text += "\n\n"
        }
        text += "## Commands\n\n" + Markdown.fenced(script, as: "bds") + "\n"
        let results = entries.compactMap(Self.results).joined()
        if !results.isEmpty { text += "## Results\n\n" + results }
        let failures = entries.compactMap(Self.failure)
        text += "## What failed\n\n" + (failures.isEmpty ? "Nothing.\n" : failures.joined())
        return text
    }

    private static func results(_ entry: Journal.Entry) -> String? {
        let shown = entry.shown.compactMap { document -> String? in
            switch document {
            case .text(let text): Markdown.fenced(text)
            case .table(let table): table.markdown + "\n"
            case .tables(let tables): tables.map { $0.markdown + "\n" }.joined(separator: "\n")
            case .help, .explanations: nil
            }
        }
        guard !shown.isEmpty else { return nil }
        let command = entry.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return "### `\(command)`\n\n" + shown.map { $0 + "\n" }.joined()
    }

    private static func failure(_ entry: Journal.Entry) -> String? {
        let command = entry.text.split(whereSeparator: \.isNewline).joined(separator: " ; ")
        return switch entry.outcome {
        case .failed(let message): "- `\(command)`: \(message)\n"
        case .interrupted: "- `\(command)`: interrupted\n"
        case .done, .running: nil
        }
    }
}
