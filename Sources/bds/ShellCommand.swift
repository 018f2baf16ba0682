import Files
import Foundation

/// `!command` at the prompt: a line for `sh`.
enum ShellCommand {
    struct Ending {
        let status: Int32
        /// 0 when it ended by itself.
        var signal: Int32 { status & 0x7f }
        var code: Int32 { (status >> 8) & 0xff }
    }

    /// Waits for it; says how it ended when it did not end well.
    static func run(_ line: String) {
        do {
            let ending = wait(try start(line))
            if ending.signal != 0 {
                Standard.error("ended by signal \(ending.signal)\n")
            } else if ending.code != 0 {
                Standard.error("status \(ending.code)\n")
            }
        } catch {
            Standard.error("bds: \(error)\n")
        }
    }

    /// - Parameter input: what it reads; nil for what bds reads.
    static func start(_ line: String, input: Int32? = nil) throws(CannotStart) -> pid_t {
        var words: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", line].map { (word: String) in strdup(word) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/bin/sh", &actions, nil, words, environ)
        guard code == 0 else { throw CannotStart(code: code) }
        return child
    }

    static func wait(_ child: pid_t) -> Ending {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 { if errno != EINTR { break } }
        return Ending(status: status)
    }
}

struct CannotStart: Error, CustomStringConvertible {
    let code: Int32
    var description: String { "cannot start /bin/sh: \(SystemError(code: code))" }
}
