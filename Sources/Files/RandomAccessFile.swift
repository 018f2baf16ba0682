import Foundation

/// A regular file open for reading at any place: what is not asked for is not read, so that a file's size alone costs
/// nothing.
public final class RandomAccessFile: Sendable {
    /// As it was opened.
    public let url: URL
    /// In bytes, when it was opened.
    public let size: Int
    private let file: OpenFile
    private let state: State

    /// What changes when a file is written to.
    private struct State: Equatable {
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        init?(_ file: OpenFile) {
            var status = stat()
            guard fstat(file.descriptor, &status) == 0 else { return nil }
            size = Int(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    /// - Throws: `FileAccessError` when `url` is missing, unreadable or not a regular file.
    public init(_ url: URL) throws(FileAccessError) {
        // A pipe or a device would block, or never end; the check comes before the file is opened.
        var status = stat()
        guard stat(url.path, &status) == 0 else { throw FileAccessError(.read, url, errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileAccessError(.read, url, EISDIR)
        default: throw FileAccessError(.read, url, EINVAL)
        }
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileAccessError(.read, url, errno) }
        file = OpenFile(descriptor: descriptor)
        self.url = url
        guard let state = State(file) else {
            let code = errno
            close(descriptor)
            throw FileAccessError(.read, url, code)
        }
        self.state = state
        size = state.size
    }

    deinit { close(file.descriptor) }

    /// Whether nobody has written to the file since it was opened.
    public var isUnchanged: Bool { State(file) == state }

    /// The bytes of `range`; fewer where the file ends before.
    /// - Throws: `FileAccessError`.
    public func read(_ range: Range<Int>) throws(FileAccessError) -> [UInt8] {
        let result = Result { () throws(SystemError) in
            var failure: SystemError?
            let bytes = [UInt8](unsafeUninitializedCapacity: max(0, min(range.upperBound, size) - range.lowerBound)) {
                buffer, count in
                do throws(SystemError) {
                    count = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
                } catch { failure = error }
            }
            if let failure { throw failure }
            return bytes
        }
        do { return try result.get() } catch { throw FileAccessError(.read, url, error) }
    }
}
