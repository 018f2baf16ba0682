import Foundation
import Testing

/// Two runs of one script in one folder that each reaches through a mount of its own, as two machines would. Needs sshfs,
/// sshd and /dev/fuse; where one is missing, that is said.
@Suite struct SharedMountTests {
    @Test(.timeLimit(.minutes(5))) func twoMachinesShareTheWork() throws {
        guard let server = try Server() else { return }
        let script = """
            load checkpoint tiny_loglinear.pt as m
            for steps in [60, 61] {
              sample $m n=60 seeds=0..<6 rooms=8 steps=$steps remask=confidence top_p=0.9 as s
              save $s to "{$steps}.pt"
            }
            """
        try server.place.checkpoint()
        try server.place.write(script, to: "run.bds")
        let mounts = try ["a", "b"].map(server.mount)
        let children = try zip(mounts, ["one", "two"]).map { mount, name in
            try Child(
                Workplace.binary, ["--threads=1", "run.bds"], in: mount.path, environment: Workplace.environment,
                streams: [
                    .file("/dev/null", O_RDONLY), .file("/dev/null", O_WRONLY),
                    .file(server.folder.appendingPathComponent(name).path, O_WRONLY | O_CREAT | O_TRUNC),
                ])
        }
        #expect(children.map { $0.wait(seconds: 120) } == [0, 0])
        let texts = try ["one", "two"].map {
            try String(contentsOf: server.folder.appendingPathComponent($0), encoding: .utf8)
        }
        for text in texts {
            #expect(text.components(separatedBy: "lease files").count == 2, "\(text)")
            #expect(text.contains("cells=12 "), "\(text)")
        }
        // A lost race may cost a seed twice, never other bytes.
        let computed = texts.compactMap { text in
            text.firstMatch(of: /computed=(\d+)/).flatMap { Int($0.1) }
        }
        #expect(computed.count == 2 && computed.allSatisfy { (1..<12).contains($0) }, "\(computed)")
        #expect((12...14).contains(computed.reduce(0, +)), "\(computed)")

        let alone = try Workplace()
        try alone.checkpoint()
        #expect(try alone.run(script).status == 0)
        for steps in [60, 61] {
            let difference = try alone.bds("-c", "diff \"\(server.place.url("\(steps).pt").path)\" \(steps).pt")
            #expect(difference.status == 0, "\(difference.output)\(difference.errors)")
        }
    }
}

/// An sshd of our own on this machine, with a throw-away key, and mounts of one folder by it.
private final class Server {
    let place: Workplace
    let folder: URL
    private let port = Int.random(in: 20_000..<30_000)
    private var daemon: Child?
    private var mounted: [URL] = []

    /// Nil where this machine lacks something, which is said.
    init?() throws {
        let needed = ["/usr/bin/sshfs", "/usr/sbin/sshd", "/usr/bin/ssh-keygen", "/dev/fuse"]
        let missing = needed.filter { !FileManager.default.fileExists(atPath: $0) } + (getuid() == 0 ? [] : ["root"])
        guard missing.isEmpty else {
            print("SKIPPED: two sshfs mounts of one folder, for want of \(missing.joined(separator: ", "))")
            return nil
        }
        place = try Workplace()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("bds-sshd-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        for name in ["key", "host"] {
            try Self.run("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path(name)])
        }
        let settings = """
            Port \(port)
            ListenAddress 127.0.0.1
            HostKey \(path("host"))
            AuthorizedKeysFile \(path("key.pub"))
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PidFile none
            Subsystem sftp internal-sftp
            """
        try settings.write(toFile: path("config"), atomically: true, encoding: .utf8)
        daemon = try Self.start("/usr/sbin/sshd", ["-f", path("config"), "-D"])
    }

    deinit {
        // Lazily: what still looks at it does not hold up the end.
        for mount in mounted { _ = try? Self.run("/usr/bin/fusermount3", ["-u", "-z", mount.path]) }
        daemon?.send(SIGTERM)
        try? FileManager.default.removeItem(at: folder)
    }

    func mount(_ name: String) throws -> URL {
        let mount = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: mount, withIntermediateDirectories: true)
        let options = [
            "IdentityFile=\(path("key"))", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR",
            // What the other has made is seen at once; by default after twenty seconds.
            "dir_cache=no",
        ]
        let arguments = [
            "-p", "\(port)", "-o", options.joined(separator: ","), "root@127.0.0.1:\(place.folder.path)", mount.path,
        ]
        // The daemon may not listen yet.
        var status: Int32?
        for _ in 0..<50 where status != 0 {
            status = try Self.run("/usr/bin/sshfs", arguments)
            if status != 0 { usleep(100_000) }
        }
        try #require(status == 0, "sshfs cannot mount")
        mounted.append(mount)
        return mount
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    // Foundation's Process would wait for what sshfs leaves running, too.
    private static func start(_ program: String, _ arguments: [String]) throws -> Child {
        try Child(
            program, arguments, in: "/", environment: Workplace.environment,
            streams: [.file("/dev/null", O_RDONLY), .file("/dev/null", O_WRONLY), .file("/dev/null", O_WRONLY)])
    }

    @discardableResult private static func run(_ program: String, _ arguments: [String]) throws -> Int32? {
        try start(program, arguments).wait(seconds: 30)
    }
}
