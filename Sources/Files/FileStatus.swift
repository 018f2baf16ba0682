import Foundation

/// What a file system tells of a file without opening it.
public struct FileStatus: Hashable, Sendable {
    /// What lies under a name.
    public enum Kind: Sendable {
        case file, folder, link
        /// A device, a pipe, a socket.
        case other
    }

    /// What it is.
    public let kind: Kind
    /// In bytes.
    public let size: Int
    /// When its content last changed.
    public let modified: Date
    /// The twelve bits that `chmod` sets.
    public let permissions: UInt32

    /// - Parameter followingLinks: whether a link stands for what it leads to, or for itself.
    /// - Returns: nil where there is nothing, or nothing that may be looked at.
    public init?(_ url: URL, followingLinks: Bool = true) {
        var status = stat()
        guard (followingLinks ? stat(url.path, &status) : lstat(url.path, &status)) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        size = Int(status.st_size)
        modified = Date(
            timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9)
        permissions = status.st_mode & 0o7777
    }
}
