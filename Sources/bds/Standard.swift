import Concurrency
import Display
import Files
import Foundation

/// Standard output and error, and what they are connected to. All that bds says leaves here, and nothing in it makes a
/// terminal do anything, wherever it came from.
enum Standard {
    /// Data, and nothing else.
    static func output(_ text: String) {
        if let error = write(outputStyle.outgoing(text), to: STDOUT_FILENO) {
            outputFailure.withLock { if $0 == nil { $0 = error } }
        }
    }

    /// Everything else.
    static func error(_ text: String) { _ = write(errorStyle.outgoing(text), to: STDERR_FILENO) }

    /// One line over the one that the cursor is on.
    static func redraw(_ line: String) { _ = write("\r" + errorStyle.outgoing(line), to: STDERR_FILENO) }

    /// Why the first output that did not get through did not.
    private static let outputFailure = Lock<SystemError?>(nil)

    /// Why not all data reached standard output; nil when it did.
    static var lostOutput: String? {
        outputFailure.withLock { $0 }.map { "cannot write to standard output: \($0)" }
    }

    /// Gives the three standard descriptors something to stand for, so that no file opened later becomes standard
    /// output. What is not there is opened for reading: writing to it fails as before.
    static func fillGaps() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDONLY)
        }
    }

    static let isOutputTerminal = isatty(STDOUT_FILENO) != 0
    static let isErrorTerminal = isatty(STDERR_FILENO) != 0

    /// Columns of the terminal behind standard output; nil when it is none.
    static var width: Int? { isOutputTerminal ? columns(STDOUT_FILENO) : nil }

    /// Size of the terminal behind standard output; nil when it is none or does not tell.
    static var screen: (columns: Int, rows: Int)? {
        var size = winsize()
        guard isOutputTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Columns of what shows standard error; 80 when it is no terminal.
    static var errorWidth: Int { columns(STDERR_FILENO) }

    private static func columns(_ descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static let wantsColour: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb" && environment["TERM"] != nil
    }()

    static let outputStyle: Style = isOutputTerminal && wantsColour ? .coloured : .plain
    static let errorStyle: Style = isErrorTerminal && wantsColour ? .coloured : .plain

    /// The same to a pager's pipe.
    /// - Returns: why not all of it was written; nil when it was.
    static func page(_ text: String, to descriptor: Int32) -> SystemError? {
        write(outputStyle.outgoing(text), to: descriptor)
    }

    private static func write(_ text: String, to descriptor: Int32) -> SystemError? {
        do {
            try OpenFile(descriptor: descriptor).write(text)
            return nil
        } catch {
            return error
        }
    }
}
