import Display
import Foundation

/// Standard output and error, and what they are connected to.
enum Standard {
    /// Data, and nothing else.
    static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Everything else.
    static func error(_ text: String) { write(text, to: STDERR_FILENO) }

    static let isOutputTerminal = isatty(STDOUT_FILENO) != 0
    static let isErrorTerminal = isatty(STDERR_FILENO) != 0

    /// Columns of the terminal behind standard output; nil when it is none.
    static var width: Int? {
        guard isOutputTerminal else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static let wantsColour: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb" && environment["TERM"] != nil
    }()

    static let outputStyle: Style = isOutputTerminal && wantsColour ? .coloured : .plain
    static let errorStyle: Style = isErrorTerminal && wantsColour ? .coloured : .plain

    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return
            }
            start += count
        }
    }
}
