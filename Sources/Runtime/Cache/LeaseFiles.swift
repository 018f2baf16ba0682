import Foundation
import Synchronization

/// Locks that are files, for file systems that several machines share. Whoever makes the file first holds the seed
/// (`O_CREAT|O_EXCL`: the server decides), and writes to it again and again while it does. What was not written to for
/// two minutes, by the server's clock, is void: its holder died or lost the network.
final class LeaseFiles: CachedSeedLocks {
    private let folder: URL
    private let fileSystem: String
    /// Seconds after which a lease that nobody writes to is void.
    private let life: Double
    /// Names of the leases held here.
    private let held = Mutex<Set<String>>([])

    /// - Parameter fileSystem: its name, for the user.
    init(in store: URL, on fileSystem: String, life: Double = 120) {
        folder = store.appendingPathComponent("leases")
        self.fileSystem = fileSystem
        self.life = life
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let interval = life / 6
        Thread.detachNewThread { [weak self] in
            while true {
                Thread.sleep(forTimeInterval: interval)
                guard let self else { return }
                for name in held.withLock({ $0 }) { _ = stamp(name, O_WRONLY) }
            }
        }
    }

    deinit { for name in held.withLock({ $0 }) { unlink(path(name)) } }

    var description: String { "lease files, since this is \(fileSystem)" }

    func take(_ key: CachedSeedKey) -> Bool {
        let name = Self.name(key)
        if make(name) { return true }
        guard let written = modified(name), let now = serverTime(), now - written > life else { return false }
        unlink(path(name))
        return make(name)
    }

    func release(_ key: CachedSeedKey) {
        let name = Self.name(key)
        guard held.withLock({ $0.remove(name) }) != nil else { return }
        unlink(path(name))
    }

    private static func name(_ key: CachedSeedKey) -> String { "\(key.digest.prefix(24)).lease" }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// - Returns: false when it is there already. Where it cannot be made for another reason, there is nobody to share
    ///   with: true.
    private func make(_ name: String) -> Bool {
        guard stamp(name, O_WRONLY | O_CREAT | O_EXCL) else {
            // sshfs says of a lost race that it is not permitted: SFTP has no word for what exists.
            return errno != EEXIST && access(path(name), F_OK) != 0
        }
        held.withLock { _ = $0.insert(name) }
        return true
    }

    /// Writes who holds it, by which its time becomes the server's now.
    private func stamp(_ name: String, _ flags: Int32) -> Bool {
        let file = open(path(name), flags | O_CLOEXEC, 0o666)
        guard file >= 0 else { return false }
        defer { close(file) }
        let text = Array("\(ProcessInfo.processInfo.hostName) \(getpid())\n".utf8)
        return write(file, text, text.count) == text.count
    }

    /// Now, by the server's clock.
    private func serverTime() -> Double? {
        stamp("clock", O_WRONLY | O_CREAT | O_TRUNC) ? modified("clock") : nil
    }

    private func modified(_ name: String) -> Double? {
        var status = stat()
        guard stat(path(name), &status) == 0 else { return nil }
        return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    }
}
