import Foundation

/// Reads a file in one go.
public enum WholeFile {
    /// Bytes: no file that is read whole has more.
    public static let largest = 8 << 30

    /// The first `count` bytes of a regular file, or fewer where it is shorter.
    /// - Throws: `FileAccessError`, as `read`.
    public static func start(of url: URL, _ count: Int) throws(FileAccessError) -> [UInt8] {
        guard FileStatus(url)?.kind == .file else { return try read(url) }
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileAccessError(.read, url, errno) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, 0) }
        guard got >= 0 else { throw FileAccessError(.read, url, errno) }
        return Array(bytes.prefix(got))
    }

    /// - Parameter limit: what is larger is not read.
    /// - Throws: `FileAccessError` when `url` is missing, unreadable, too large or not a regular file.
    public static func read(_ url: URL, upTo limit: Int = largest) throws(FileAccessError) -> [UInt8] {
        // A pipe or a device would block, or never end; the check comes before the file is opened.
        var status = stat()
        guard stat(url.path, &status) == 0 else { throw FileAccessError(.read, url, errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileAccessError(.read, url, EISDIR)
        default: throw FileAccessError(.read, url, EINVAL)
        }
        let size = Int(status.st_size)
        if size > limit { throw FileAccessError(.read, url, EFBIG) }
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileAccessError(.read, url, errno) }
        defer { close(descriptor) }
        let file = OpenFile(descriptor: descriptor)
        do {
            return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
        } catch {
            throw FileAccessError(.read, url, error as? SystemError ?? SystemError(code: EIO))
        }
    }
}
