import Foundation

/// Locks on cached seeds, so that two processes in one folder compute each of them once. They are the kernel's, one byte of one
/// file for each seed: whoever dies holds none.
final class CachedSeedLocks: Sendable {
    /// nil where the folder cannot be written: then there is nobody to share with.
    private let file: Int32?

    init(_ store: CachedSeedStore) {
        try? FileManager.default.createDirectory(at: store.folder, withIntermediateDirectories: true)
        let descriptor = open(store.folder.appendingPathComponent("lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        file = descriptor < 0 ? nil : descriptor
    }

    deinit { if let file { close(file) } }

    /// - Returns: false when another process holds it.
    func take(_ key: CachedSeedKey) -> Bool { set(F_WRLCK, key) }

    func release(_ key: CachedSeedKey) { _ = set(F_UNLCK, key) }

    private func set(_ type: Int32, _ key: CachedSeedKey) -> Bool {
        guard let file else { return true }
        var range = flock()
        range.l_type = Int16(type)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(key.digest.prefix(15), radix: 16) ?? 0
        range.l_len = 1
        // A file system without locks has none to share with either.
        return fcntl(file, Self.setLock, &range) == 0 || ![EAGAIN, EACCES].contains(errno)
    }

    /// F_OFD_SETLK: the lock belongs to the open file, not to the process.
    private static let setLock: Int32 = 37
}
