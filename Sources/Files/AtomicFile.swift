import Foundation

/// Writes a file so that its final name never stands for half of it.
public enum AtomicFile {
    /// Writes `bytes` to a temporary file beside `url`, flushes it to the disk, and gives it its name; missing folders
    /// are made. A file of that name is replaced and its permissions are kept; a link stays, and what it leads to is
    /// replaced. Nothing else is: renamed onto, `/dev/null` would be gone for all. Where anything fails, the temporary
    /// file is removed again.
    /// - Parameter permissions: of a file that was not there before, less what the process's umask takes away.
    /// - Throws: `FileAccessError`.
    public static func write(
        _ bytes: some ContiguousBytes, to url: URL, permissions: UInt32 = 0o666
    ) throws(FileAccessError) {
        let target = url.resolvingSymlinksInPath()
        let replaced = FileStatus(target, followingLinks: false)
        switch replaced?.kind {
        case nil, .file: break
        case .folder: throw FileAccessError(.write, url, EISDIR)
        case .link, .other: throw FileAccessError(.write, url, EINVAL)
        }
        let folder = target.deletingLastPathComponent()
        try makeFolder(folder, for: url)
        let temporary = folder.appendingPathComponent(temporaryName(for: target.lastPathComponent))
        // What replaces a private file is never open to others, not even while it is being written.
        let descriptor = open(
            temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
            replaced.map { $0.permissions & 0o600 } ?? permissions)
        guard descriptor >= 0 else { throw FileAccessError(.write, url, errno) }
        // Held until it is closed: whoever cleans up sees that it is being written.
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        var failure: SystemError?
        func check(_ result: Int32) { if result != 0, failure == nil { failure = SystemError(code: errno) } }
        do {
            try bytes.withUnsafeBytes { try OpenFile(descriptor: descriptor).write($0) }
        } catch {
            failure = error as? SystemError ?? SystemError(code: EIO)
        }
        if failure == nil, let replaced { check(fchmod(descriptor, replaced.permissions)) }
        if failure == nil { check(fsync(descriptor)) }
        check(close(descriptor))
        if failure == nil { check(rename(temporary.path, target.path)) }
        if let failure {
            unlink(temporary.path)
            throw FileAccessError(.write, url, failure)
        }
        flush(folder)
    }

    /// The text as UTF-8.
    /// - Throws: `FileAccessError`.
    public static func write(_ text: String, to url: URL, permissions: UInt32 = 0o666) throws(FileAccessError) {
        try write(Array(text.utf8), to: url, permissions: permissions)
    }

    private static let temporaryEnding = ".bds-half"

    private static func temporaryName(for name: String) -> String {
        let random = String(UInt64.random(in: 0 ... .max), radix: 16)
        return ".\(name.prefix(100)).\(String(repeating: "0", count: 16 - random.count))\(random)\(temporaryEnding)"
    }

    /// What writes below `folder` left when their process was killed; nothing below a link is looked at.
    /// - Parameter age: the least, in seconds: what is being written is younger, and locked where the file system can.
    public static func leftovers(below folder: URL, olderThan age: TimeInterval = 60) -> [URL] {
        guard FileStatus(folder, followingLinks: false)?.kind == .folder else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().flatMap { name -> [URL] in
            let url = folder.appendingPathComponent(name)
            guard let status = FileStatus(url, followingLinks: false) else { return [] }
            if status.kind == .folder { return leftovers(below: url, olderThan: age) }
            let isOurs =
                status.kind == .file && name.wholeMatch(of: /\..*\.[0-9a-f]{16}\.bds-half/) != nil
                && status.modified < Date(timeIntervalSinceNow: -age) && !isLocked(url)
            return isOurs ? [url] : []
        }
    }

    private static func isLocked(_ url: URL) -> Bool {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    private static func makeFolder(_ folder: URL, for url: URL) throws(FileAccessError) {
        let name = folder.path
        if mkdir(name, 0o777) == 0 { return }
        switch errno {
        case EEXIST: return
        case ENOENT where folder.pathComponents.count > 1:
            try makeFolder(folder.deletingLastPathComponent(), for: url)
            guard mkdir(name, 0o777) == 0 || errno == EEXIST else { throw FileAccessError(.write, url, errno) }
        // A read-only disk says so even where the folder exists.
        case let code where access(name, F_OK) != 0: throw FileAccessError(.write, url, code)
        default: return
        }
    }

    // The new name itself survives a power cut only when its folder is flushed; not every file system can, so
    // a failure here is no failure of the write.
    private static func flush(_ folder: URL) {
        let file = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }
}
