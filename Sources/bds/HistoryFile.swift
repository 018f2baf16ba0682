import Files
import Foundation
import Language

/// What was typed, in all shells of this user: a `HistoryLine` for each command. Every shell appends under a
/// lock, so none loses what another typed; a line is written whole or not at all, and so is a shorter history in place
/// of one that has grown too long.
struct HistoryFile {
    let url: URL
    /// Entries kept; the file is cut to it when a shell starts.
    let limit: Int

    static var standardURL: URL { UserFolder.state.appendingPathComponent("history") }

    /// The entries, oldest first; none where there is no file that can be read.
    func load() -> [String] {
        withLock { file in
            guard let bytes = try? file.readAll(upTo: Self.largestSize) else { return [] }
            let entries = HistoryLine.entries(bytes)
            guard entries.count > limit else { return entries }
            let kept = Array(entries.suffix(limit))
            // Where that fails, the history is longer than wished for, and whole.
            try? AtomicFile.write(kept.map(HistoryLine.line).joined(), to: url)
            return kept
        } ?? []
    }

    /// More than anyone types; what is no history at all is not read to its end.
    private static let largestSize = 64 << 20

    /// - Returns: false where the file cannot be written.
    @discardableResult func append(_ entry: String) -> Bool {
        guard limit > 0 else { return true }
        return withLock { file in
            let end = lseek(file.descriptor, 0, SEEK_END)
            guard end >= 0 else { return false }
            do {
                // What another program has left without a line end is a line of its own.
                var last: UInt8 = 0
                let isOpen = end > 0 && pread(file.descriptor, &last, 1, end - 1) == 1 && last != UInt8(ascii: "\n")
                try file.write((isOpen ? "\n" : "") + HistoryLine.line(entry))
                return true
            } catch {
                ftruncate(file.descriptor, end)
                return false
            }
        } ?? false
    }

    /// Opens the file, made where it is missing for its owner's eyes alone, and holds its lock for `body`.
    private func withLock<Result>(_ body: (OpenFile) -> Result) -> Result? {
        try? FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        while true {
            let descriptor = open(url.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            var (held, named) = (stat(), stat())
            guard fstat(descriptor, &held) == 0, held.st_mode & S_IFMT == S_IFREG else { return nil }
            _ = fchmod(descriptor, 0o600)
            while flock(descriptor, LOCK_EX) != 0 { if errno != EINTR { return nil } }
            // Another shell may have put a shorter one in its place while this one waited.
            guard stat(url.path, &named) == 0, (held.st_dev, held.st_ino) == (named.st_dev, named.st_ino) else {
                continue
            }
            return body(OpenFile(descriptor: descriptor))
        }
    }
}
