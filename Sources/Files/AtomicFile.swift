import Foundation

/// Writes a file so that its final name never stands for half of it.
public enum AtomicFile {
    /// Writes `bytes` to a temporary file beside `url`, flushes it to the disk, and gives it its name; missing folders
    /// are made. A file of that name is replaced, but nothing else: renamed onto, `/dev/null` would be gone for all.
    /// Where anything fails, the temporary file is removed again.
    /// - Throws: `FileAccessError`.
    public static func write(_ bytes: some ContiguousBytes, to url: URL) throws(FileAccessError) {
        // A link stays a link: what it leads to is replaced.
        let target = url.resolvingSymlinksInPath()
        try requireReplaceable(target, for: url)
        let folder = target.deletingLastPathComponent()
        try makeFolder(folder, for: url)
        let temporary = folder.appendingPathComponent(
            ".\(target.lastPathComponent.prefix(100)).\(UInt64.random(in: 0 ... .max)).tmp")
        let file = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw FileAccessError(.write, url, errno) }
        var failure = bytes.withUnsafeBytes { write($0, to: file) }
        if failure == 0, fsync(file) != 0 { failure = errno }
        if close(file) != 0, failure == 0 { failure = errno }
        if failure == 0, rename(temporary.path, target.path) != 0 { failure = errno }
        guard failure == 0 else {
            unlink(temporary.path)
            throw FileAccessError(.write, url, failure)
        }
        flush(folder)
    }

    /// The text as UTF-8.
    public static func write(_ text: String, to url: URL) throws(FileAccessError) {
        try write(Array(text.utf8), to: url)
    }

    private static func requireReplaceable(_ target: URL, for url: URL) throws(FileAccessError) {
        var status = stat()
        guard lstat(target.path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw FileAccessError(.write, url, EISDIR)
        default: throw FileAccessError(.write, url, EINVAL)
        }
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

    /// 0, or `errno`.
    private static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int32 {
        var written = 0
        while written < bytes.count {
            let count = Foundation.write(file, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return errno }
            written += count
        }
        return 0
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
