import Foundation

/// Reads a file in one go.
public enum WholeFile {
    /// - Throws: `FileAccessError` when `url` is missing, unreadable or no regular file.
    public static func read(_ url: URL) throws(FileAccessError) -> [UInt8] {
        // A pipe or a device would block, or never end; the check comes before the file is opened.
        var status = stat()
        guard stat(url.path, &status) == 0 else { throw FileAccessError(.read, url, errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileAccessError(.read, url, EISDIR)
        default: throw FileAccessError(.read, url, EINVAL)
        }
        let file = open(url.path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileAccessError(.read, url, errno) }
        defer { close(file) }

        let size = Int(status.st_size)
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Foundation.read(file, buffer.baseAddress?.advanced(by: count), size - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        if failure != 0 { throw FileAccessError(.read, url, failure) }
        return bytes
    }
}

/// The operating system would not let a file be read or written.
public struct FileAccessError: Error, Hashable, CustomStringConvertible {
    public enum Action: String, Sendable {
        case read, write
    }

    public let action: Action
    /// As the user wrote it.
    public let path: String
    /// `errno`.
    public let code: Int32

    public init(_ action: Action, _ url: URL, _ code: Int32) {
        self.action = action
        self.path = url.relativePath
        self.code = code
    }

    public var description: String {
        let why =
            switch code {
            case EISDIR: "it is a folder"
            case EINVAL: "it is no regular file"
            case ENOENT: "there is no such file"
            default: String(cString: strerror(code)).lowercased()
            }
        return "cannot \(action.rawValue) \(path): \(why)"
    }
}
