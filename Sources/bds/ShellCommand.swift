import Foundation

/// `!command` at the prompt: a line for `sh`.
enum ShellCommand {
    /// Waits for it; says how it ended when it did not end well.
    static func run(_ line: String) {
        var words: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", line].map { (word: String) in strdup(word) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var child: pid_t = 0
        let code = posix_spawn(&child, "/bin/sh", nil, nil, words, environ)
        guard code == 0 else {
            Standard.error("bds: cannot start /bin/sh: \(String(cString: strerror(code)).lowercased())\n")
            return
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 { if errno != EINTR { return } }
        if status & 0x7f != 0 {
            Standard.error("ended by signal \(status & 0x7f)\n")
        } else if (status >> 8) & 0xff != 0 {
            Standard.error("status \((status >> 8) & 0xff)\n")
        }
    }
}
