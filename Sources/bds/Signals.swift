import Dispatch
import Foundation

/// Ctrl-C and window changes, as calls and as bytes in a pipe that the prompt waits on.
enum Signals {
    /// The reading end: `I` for SIGINT, `W` for SIGWINCH.
    static var descriptor: Int32 { pipeEnds.read }

    private static let pipeEnds: (read: Int32, write: Int32) = {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
        return (ends[0], ends[1])
    }()

    nonisolated(unsafe) private static var handlers: [any DispatchSourceSignal] = []

    /// Called once, at the start.
    static func onInterrupt(_ action: @escaping @Sendable () -> Void) {
        watch(SIGINT, "I", action)
        watch(SIGWINCH, "W") {}
    }

    private static func watch(_ number: Int32, _ letter: Character, _ action: @escaping @Sendable () -> Void) {
        let byte = letter.asciiValue ?? 0
        let writing = pipeEnds.write
        // The source sees the signal only when the default action does not end the process first.
        signal(number, { _ in })
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
        source.setEventHandler {
            action()
            var letter = byte
            _ = write(writing, &letter, 1)
        }
        source.resume()
        handlers.append(source)
    }

    /// Takes what the pipe holds.
    static func drain() -> [Character] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? bytes[..<count].map { Character(UnicodeScalar($0)) } : []
    }
}
