import Foundation

/// Why the operating system would not do something: its `errno`, and the words for it.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `errno`.
    public let code: Int32

    /// - Parameter code: `errno`.
    public init(code: Int32) {
        self.code = code
    }

    /// "permission denied"
    public var description: String {
        switch code {
        case EISDIR: "it is a folder"
        case EINVAL: "it is not a regular file"
        case ENOENT: "there is no such file"
        case EFBIG: "it is too large"
        default: String(cString: strerror(code)).lowercased()
        }
    }
}

/// The operating system would not let a file be read or written.
public struct FileAccessError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried.
    public enum Action: String, Sendable {
        case read, write, delete
    }

    /// What could not be done.
    public let action: Action
    /// As the user wrote it.
    public let path: String
    /// Why.
    public let reason: SystemError

    /// - Parameter path: as the user wrote it.
    public init(_ action: Action, path: String, _ reason: SystemError) {
        self.action = action
        self.path = path
        self.reason = reason
    }

    /// - Parameter url: the file, relative where the user wrote it so.
    public init(_ action: Action, _ url: URL, _ reason: SystemError) {
        self.init(action, path: url.relativePath, reason)
    }

    /// - Parameter code: `errno`.
    init(_ action: Action, _ url: URL, _ code: Int32) {
        self.init(action, url, SystemError(code: code))
    }

    /// One line: what was tried with which file, and why it did not work.
    public var description: String {
        "cannot \(action.rawValue) \(path.isEmpty ? "a file without a name" : path): \(reason)"
    }
}
