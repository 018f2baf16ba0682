import Foundation

/// Locks on seeds, so that two processes in one folder compute each of them once. No lock is needed for what comes out:
/// where one is lost, a seed is computed twice, to the same bytes.
protocol CachedSeedLocks: Sendable {
    /// What kind of locks these are, for the user.
    var description: String { get }
    /// - Returns: false when another process holds it.
    func take(_ key: CachedSeedKey) -> Bool
    func release(_ key: CachedSeedKey)
}

extension CachedSeedStore {
    /// The locks that work where the store lies: the kernel's, or lease files where several machines may share it.
    func locks() -> any CachedSeedLocks {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        switch FileSystemKind.of(folder) {
        case .local:
            return KernelLocks(in: folder) ?? NoLocks(reason: "\(Self.folderName)/lock cannot be opened")
        case .shared(let name): return LeaseFiles(in: folder, on: name)
        }
    }
}

/// The kernel's, one byte of one file for each seed: whoever dies holds none.
final class KernelLocks: CachedSeedLocks {
    private let file: Int32

    /// - Returns: nil where the file cannot be opened.
    init?(in folder: URL) {
        file = open(folder.appendingPathComponent("lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        if file < 0 { return nil }
    }

    deinit { close(file) }

    var description: String { "locks of the kernel" }

    func take(_ key: CachedSeedKey) -> Bool { set(F_WRLCK, key) }

    func release(_ key: CachedSeedKey) { _ = set(F_UNLCK, key) }

    private func set(_ type: Int32, _ key: CachedSeedKey) -> Bool {
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

/// None: everything is there to be taken.
struct NoLocks: CachedSeedLocks {
    let reason: String

    var description: String { "no locks, since \(reason): another bds in this folder may compute the same seeds" }

    func take(_ key: CachedSeedKey) -> Bool { true }
    func release(_ key: CachedSeedKey) {}
}
