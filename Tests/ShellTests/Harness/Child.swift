import CTestSupport
import Foundation

/// A process of ours: reaped, and gone when this is.
final class Child {
    /// What each of the standard descriptors is opened on.
    enum Stream {
        case file(String, Int32)
        case closed
    }

    struct LaunchError: Error {
        let program: String
        let code: Int32
    }

    private let pid: pid_t
    private var status: Int32?

    /// - Parameters:
    ///   - streams: of descriptors 0, 1 and 2.
    ///   - isLeader: in a session of its own, whose terminal becomes the first one it opens.
    init(
        _ program: String, _ arguments: [String], in folder: String, environment: [String: String],
        streams: [Stream], isLeader: Bool = false
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        test_spawn_in(&actions, folder)
        for (descriptor, stream) in streams.enumerated() {
            switch stream {
            case .file(let path, let flags):
                posix_spawn_file_actions_addopen(&actions, Int32(descriptor), path, flags, 0o600)
            case .closed:
                posix_spawn_file_actions_addclose(&actions, Int32(descriptor))
            }
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        posix_spawnattr_setflags(&attributes, isLeader ? flags | test_spawn_in_new_session : flags)

        var words = ([program] + arguments).map { strdup($0) }
        var variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { for text in words + variables { free(text) } }
        words.append(nil)
        variables.append(nil)
        var pid: pid_t = 0
        let code = posix_spawn(&pid, program, &actions, &attributes, words, variables)
        guard code == 0 else { throw LaunchError(program: program, code: code) }
        self.pid = pid
    }

    deinit {
        if status != nil { return }
        kill(pid, SIGKILL)
        var raw: Int32 = 0
        waitpid(pid, &raw, 0)
    }

    func send(_ signal: Int32) { if status == nil { kill(pid, signal) } }

    /// Whether it has been stopped (Ctrl-Z) and not gone on.
    var isStopped: Bool {
        let line = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
        return line.contains(") T ")
    }

    /// The exit status as a shell tells it (128 + signal); nil when it still runs after `seconds`.
    func wait(seconds: Double) -> Int32? {
        let deadline = Date().addingTimeInterval(seconds)
        while status == nil {
            var raw: Int32 = 0
            if waitpid(pid, &raw, WNOHANG) == pid {
                status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + raw & 0x7f
            } else if Date() > deadline {
                return nil
            } else {
                usleep(5_000)
            }
        }
        return status
    }
}
