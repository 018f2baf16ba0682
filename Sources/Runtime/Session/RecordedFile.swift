import Files
import Foundation

/// A file as a note records it.
public struct RecordedFile: Sendable {
    /// "Checkpoint", "Samples" …
    public let what: String
    /// Where it lay, as it was written down.
    public let path: String
    /// Of its contents: 64 hexadecimal digits.
    public let sha256: String

    init(what: String, path: String, sha256: String) {
        (self.what, self.path, self.sha256) = (what, path, sha256)
    }

    /// The files that a note records in tables of what, file and SHA-256.
    public static func all(in note: String) -> [RecordedFile] {
        note.split(whereSeparator: \.isNewline).compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[2].wholeMatch(of: /[0-9a-f]{64}/) != nil else { return nil }
            return RecordedFile(what: cells[0], path: cells[1], sha256: cells[2])
        }
    }

    /// One line when the file is not what was recorded; nil when it is.
    public func problem() -> String? {
        guard let now = try? SHA256.ofFile(URL(fileURLWithPath: path)) else {
            return "\(path) cannot be read; the note records it"
        }
        return now == sha256 ? nil : "\(path) is no longer the file recorded: its SHA-256 is \(now)"
    }
}
