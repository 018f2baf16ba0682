import Foundation

/// One folder as two machines see it: two sshfs mounts of it, through a sshd of this test's own that listens here alone.
final class SharedMounts {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Whether this machine can do it; where it cannot, asking says so once.
    static let arePossible: Bool = {
        do {
            _ = try SharedMounts()
            return true
        } catch {
            FileHandle.standardError.write(Data("SKIPPED: tests on folders that machines share: \(error)\n".utf8))
            return false
        }
    }()

    /// Where the folder lies, and its two mounts.
    let folder: URL
    let mounts: [URL]
    private let place: URL
    private var processes: [Child] = []

    init() throws {
        place = FileManager.default.temporaryDirectory.appendingPathComponent("bds-mounts-\(UUID().uuidString)")
        folder = place.appendingPathComponent("shared")
        mounts = ["one", "two"].map(place.appendingPathComponent)
        let tools = ["/usr/bin/sshfs", "/usr/bin/ssh-keygen", "/usr/sbin/sshd", Self.unmounter, "/dev/fuse"]
        if let missing = tools.first(where: { !FileManager.default.fileExists(atPath: $0) }) {
            throw Failure(description: "there is no \(missing)")
        }
        for url in [folder] + mounts {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
        for key in ["host", "user"] {
            let arguments = ["-q", "-t", "ed25519", "-N", "", "-f", path(key)]
            guard try start("/usr/bin/ssh-keygen", arguments).wait(seconds: 30) == 0 else {
                throw Failure(description: "ssh-keygen makes no key")
            }
        }
        // Where sshd starts as root, it wants this folder.
        if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
        let port = Int.random(in: 20_000..<60_000)
        let options = [
            "ListenAddress=127.0.0.1", "HostKey=\(path("host"))", "AuthorizedKeysFile=\(path("user.pub"))",
            "PidFile=none", "StrictModes=no", "UsePAM=no", "PasswordAuthentication=no", "Subsystem=sftp internal-sftp",
        ]
        processes.append(
            try start(
                "/usr/sbin/sshd", ["-f", "/dev/null", "-D", "-p", "\(port)"] + options.flatMap { ["-o", $0] }))
        let login = [
            "IdentityFile=\(path("user"))", "IdentitiesOnly=yes", "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null", "ConnectionAttempts=10",
        ]
        for mount in mounts {
            let target = ["-f", "-p", "\(port)", "127.0.0.1:\(folder.path)", mount.path]
            processes.append(try start("/usr/bin/sshfs", target + login.flatMap { ["-o", $0] }))
        }
        let deadline = Date().addingTimeInterval(20)
        while !mounts.allSatisfy(isMounted) {
            guard Date() < deadline else {
                throw Failure(description: "sshfs does not mount: \(text("sshfs.txt").suffix(200))")
            }
            usleep(50_000)
        }
    }

    deinit {
        for mount in mounts {
            _ = try? start(Self.unmounter, ["-u", "-z", mount.path]).wait(seconds: 30)
        }
        let areGone = !mounts.contains(where: isMounted)
        processes = []
        // What is still mounted would be deleted through the mount: it is the same folder.
        if areGone { try? FileManager.default.removeItem(at: place) }
    }

    private static let unmounter = "/usr/bin/fusermount3"

    private func path(_ name: String) -> String { place.appendingPathComponent(name).path }

    private func text(_ name: String) -> String {
        ((try? String(contentsOfFile: path(name), encoding: .utf8)) ?? "").replacingOccurrences(of: "\n", with: " ")
    }

    private func isMounted(_ url: URL) -> Bool {
        ((try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? "").contains(" \(url.path) ")
    }

    private func start(_ program: String, _ arguments: [String]) throws -> Child {
        let log = path((program as NSString).lastPathComponent + ".txt")
        return try Child(
            program, arguments, in: place.path, environment: Workplace.environment,
            streams: [.file("/dev/null", O_RDONLY)]
                + [Child.Stream](repeating: .file(log, O_WRONLY | O_CREAT | O_APPEND), count: 2))
    }
}
