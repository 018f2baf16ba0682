import Foundation

/// An open descriptor, read and written whole: neither a signal nor a short count is an end.
public struct OpenFile: Sendable {
    /// Open; who made this closes it.
    public let descriptor: Int32

    /// - Parameter descriptor: open for what is to be done; it stays open.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Fills `buffer` as far as the file goes.
    /// - Returns: the bytes read; fewer than asked for only at the file's end.
    /// - Throws: what the system says.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        var count = 0
        while count < buffer.count {
            let got = Foundation.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            if got == 0 { break }
            if got > 0 { count += got } else { try goOn(waitingFor: POLLIN) }
        }
        return count
    }

    /// Fills `buffer` from byte `offset` on, as far as the file goes; where the descriptor stands does not change.
    /// - Returns: the bytes read; fewer than asked for only at the file's end.
    /// - Throws: what the system says.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
        var count = 0
        while count < buffer.count {
            let got = pread(
                descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, off_t(offset + count))
            if got == 0 { break }
            if got > 0 { count += got } else { try goOn(waitingFor: POLLIN) }
        }
        return count
    }

    /// All that a file or a pipe gives.
    /// - Throws: what the system says; `EFBIG` where there is more than `limit` bytes, as a device may have no end.
    public func readAll(upTo limit: Int) throws(SystemError) -> [UInt8] {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { chunk.deallocate() }
        var bytes: [UInt8] = []
        while true {
            let count = try read(into: chunk)
            bytes += chunk[..<count]
            if bytes.count > limit { throw SystemError(code: EFBIG) }
            if count < chunk.count { return bytes }
        }
    }

    /// Writes all of `bytes`.
    /// - Throws: what the system says; some of them may be written by then.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = Foundation.write(
                descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count >= 0 { written += count } else { try goOn(waitingFor: POLLOUT) }
        }
    }

    /// Writes all of `text` as UTF-8.
    /// - Throws: what the system says; some of it may be written by then.
    public func write(_ text: String) throws(SystemError) {
        let result = Array(text.utf8).withUnsafeBytes { bytes in
            Result { () throws(SystemError) in try write(bytes) }
        }
        try result.get()
    }

    /// After a call that failed: returns where it is to be tried again.
    private func goOn(waitingFor event: Int32) throws(SystemError) {
        let code = errno
        if code == EINTR { return }
        guard code == EAGAIN else { throw SystemError(code: code) }
        // Someone made the terminal or pipe non-blocking.
        var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        _ = poll(&waiting, 1, -1)
    }
}
