import Foundation

/// What was typed, in all shells of this user: one command a line, its line ends written `\n`, its backslashes `\\`.
/// Every shell appends under a lock, so none loses what another typed.
struct HistoryFile {
    let path: String
    /// Entries kept; the file is cut to it when a shell starts.
    let limit: Int

    /// `$XDG_STATE_HOME/bds/history`, which is `~/.local/state/bds/history` where that is not set.
    static var standardPath: String {
        let environment = ProcessInfo.processInfo.environment
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (state ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state") + "/bds/history"
    }

    /// The entries, oldest first; none where there is no file that can be read.
    func load() -> [String] {
        withLock { descriptor in
            let entries = Self.entries(descriptor)
            guard entries.count > limit else { return entries }
            let kept = Array(entries.suffix(limit))
            if ftruncate(descriptor, 0) == 0 {
                Self.write(kept.map { Self.line($0) }.joined(), to: descriptor)
            }
            return kept
        } ?? []
    }

    /// - Returns: false where the file cannot be written.
    @discardableResult func append(_ entry: String) -> Bool {
        guard limit > 0 else { return true }
        return withLock { Self.write(Self.line(entry), to: $0) } ?? false
    }

    /// Opens the file, made where it is missing for its owner's eyes alone, and holds its lock for `body`.
    private func withLock<Result>(_ body: (Int32) -> Result) -> Result? {
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        _ = fchmod(descriptor, 0o600)
        while flock(descriptor, LOCK_EX) != 0 { if errno != EINTR { return nil } }
        return body(descriptor)
    }

    private static func entries(_ descriptor: Int32) -> [String] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { break }
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { entry(String($0)) }
    }

    @discardableResult private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    // MARK: One entry, one line

    static func line(_ entry: String) -> String {
        entry.replacing("\\", with: "\\\\").replacing("\n", with: "\\n") + "\n"
    }

    static func entry(_ line: String) -> String {
        var entry = ""
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if isEscaped {
                entry.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                entry.unicodeScalars.append(scalar)
            }
        }
        return entry
    }
}
