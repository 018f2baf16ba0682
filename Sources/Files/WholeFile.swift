import Foundation

/// Reads a file in one go.
public enum WholeFile {
    /// Bytes: no file that is read whole has more.
    public static let largest = 8 << 30

    /// The first `count` bytes of a regular file, or fewer where it is shorter.
    /// - Throws: `FileAccessError`, as `read`.
    public static func start(of url: URL, _ count: Int) throws(FileAccessError) -> [UInt8] {
        try RandomAccessFile(url).read(0..<count)
    }

    /// - Parameter limit: what is larger is not read.
    /// - Throws: `FileAccessError` when `url` is missing, unreadable, too large or not a regular file.
    public static func read(_ url: URL, upTo limit: Int = largest) throws(FileAccessError) -> [UInt8] {
        let file = try RandomAccessFile(url)
        if file.size > limit { throw FileAccessError(.read, url, EFBIG) }
        return try file.read(0..<file.size)
    }
}
