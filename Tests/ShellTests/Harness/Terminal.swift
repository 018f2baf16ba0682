import CTestSupport
import Foundation

/// bds behind a real terminal: a pseudo-terminal whose controlling process it is.
final class Terminal {
    /// What was waited for did not come.
    struct Missing: Error, CustomStringConvertible {
        let expected: String
        let screen: String
        var description: String { "waited for \(expected.debugDescription), the screen has \(screen.debugDescription)" }
    }

    private let master: Int32
    private let child: Child
    /// All that was shown, escape sequences left out.
    private(set) var screen = ""
    private var raw: [UInt8] = []
    /// Where the next `expect` starts to look.
    private var seen = 0

    init(
        in place: Workplace, _ arguments: [String] = [], environment: [String: String] = [:], columns: UInt16 = 100,
        rows: UInt16 = 40
    ) throws {
        var name = [UInt8](repeating: 0, count: 256)
        master = name.withUnsafeMutableBytes { test_open_terminal($0.bindMemory(to: CChar.self).baseAddress, $0.count) }
        guard master >= 0 else { throw Child.LaunchError(program: "a pseudo-terminal", code: errno) }
        let path = String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        let settings = ["INPUTRC": "/dev/null"].merging(environment) { $1 }
        child = try Child(
            Workplace.binary, arguments, in: place.folder.path,
            environment: Workplace.environment.merging(settings) { $1 },
            streams: [.file(path, O_RDWR), .file(path, O_RDWR), .file(path, O_RDWR)], isLeader: true)
    }

    deinit { close(master) }

    func send(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
            take(0)
        }
    }

    func enter(_ line: String) { send(line + "\r") }

    /// Enters a line, and waits until it has been answered: until `answer` shows, if one is given, then the prompt.
    func ask(_ line: String, _ answer: String? = nil) throws {
        enter(line)
        if let answer { try expect(answer) }
        try expect("bds> ")
    }

    /// Drops the line that is being typed by Ctrl-C. All of it must have been met by `expect`: what is still to come
    /// of it might be taken for the prompt after it.
    func drop() throws {
        send("\u{3}")
        try expect("\nbds> ")
    }

    /// Leaves by Ctrl-D, which only a prompt takes: one sent between two prompts is lost, and sent again.
    func leave() -> Int32? {
        for _ in 0..<20 {
            send("\u{4}")
            if let status = end(within: 3) { return status }
        }
        return nil
    }

    /// Waits until `text` shows, behind what earlier calls have met.
    /// - Returns: what showed before it.
    @discardableResult func expect(_ text: String, within seconds: Double = 60) throws -> String {
        let deadline = Date().addingTimeInterval(seconds)
        while true {
            let start = screen.utf8.index(screen.startIndex, offsetBy: seen)
            if let range = screen.range(of: text, range: start..<screen.endIndex) {
                seen = screen.utf8.distance(from: screen.startIndex, to: range.upperBound)
                return String(screen[start..<range.lowerBound])
            }
            guard Date() < deadline, take(100) else { throw Missing(expected: text, screen: String(screen[start...])) }
        }
    }

    /// Whether anything shown was painted.
    var colours: Bool { String(decoding: raw, as: UTF8.self).contains(/\u{1b}\[[0-9;]+m/) }

    func resize(columns: UInt16) {
        var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    func hangUp() { child.send(SIGHUP) }

    func signal(_ number: Int32) { child.send(number) }

    /// As `fg` does.
    func goOn() { child.send(SIGCONT) }

    /// False when it does not stop within some seconds.
    func waitUntilStopped() -> Bool {
        let deadline = Date().addingTimeInterval(30)
        while Date() < deadline {
            take(20)
            if child.isStopped { return true }
        }
        return false
    }

    /// The exit status once bds has left; nil when it does not.
    func end(within seconds: Double = 60) -> Int32? {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            take(20)
            if let status = child.wait(seconds: 0) { return status }
        }
        return nil
    }

    /// Takes what has been shown within so many milliseconds.
    /// - Returns: false when nothing more will come.
    @discardableResult private func take(_ milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        raw += buffer[..<count]
        screen = Self.plain(raw)
        return true
    }

    /// The text without escape sequences, and without the carriage returns that go with line ends.
    private static func plain(_ bytes: [UInt8]) -> String {
        var plain = Array(String(decoding: bytes, as: UTF8.self).replacing(/\u{1b}\[[0-9;?]*[a-zA-Z]/, with: "").utf8)
        plain = plain.enumerated().filter { offset, byte in
            let isBesideNewline =
                offset > 0 && plain[offset - 1] == 10 || offset + 1 < plain.count && plain[offset + 1] == 10
            return byte != 13 || !isBesideNewline
        }.map(\.element)
        return String(decoding: plain, as: UTF8.self)
    }
}
