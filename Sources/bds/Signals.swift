import Dispatch
import Foundation
import Synchronization

/// Ctrl-C, Ctrl-Z, window changes and hang-ups, as calls and as events in a pipe that the prompt waits on.
enum Signals {
    enum Event: UInt8 {
        case interrupted = 73
        case resized = 87
        case stopped = 90
        case hungUp = 72
    }

    /// The reading end.
    static var descriptor: Int32 { pipeEnds.read }

    /// Whether the line editor has the terminal: Ctrl-Z must wait until it has given it back.
    static let isEditing = Atomic<Bool>(false)

    /// Whether another program has the terminal, and Ctrl-C with it.
    private static let isLent = Atomic<Bool>(false)

    /// Runs `work`, in which another program has the terminal.
    static func lent<Result>(_ work: () -> Result) -> Result {
        isLent.store(true, ordering: .sequentiallyConsistent)
        defer { isLent.store(false, ordering: .sequentiallyConsistent) }
        return work()
    }

    private static let pipeEnds: (read: Int32, write: Int32) = {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends {
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        return (ends[0], ends[1])
    }()

    nonisolated(unsafe) private static var handlers: [any DispatchSourceSignal] = []

    /// Called once, at the start.
    static func onInterrupt(_ action: @escaping @Sendable () -> Void) {
        watch(SIGINT) {
            if isLent.load(ordering: .sequentiallyConsistent) { return }
            action()
            tell(.interrupted)
        }
        watch(SIGWINCH) { tell(.resized) }
    }

    /// What only a prompt needs: the terminal is given back before it stops or ends, and what runs is cancelled
    /// before it ends.
    static func onLeaving(_ action: @escaping @Sendable () -> Void) {
        for number in [SIGHUP, SIGTERM] {
            watch(number) {
                action()
                tell(.hungUp)
            }
        }
        watch(SIGTSTP) {
            if isEditing.load(ordering: .sequentiallyConsistent) { tell(.stopped) } else { stop() }
        }
    }

    /// Stops this process, as Ctrl-Z would have done; returns when it goes on.
    static func stop() { _ = raise(SIGSTOP) }

    private static func watch(_ number: Int32, _ action: @escaping @Sendable () -> Void) {
        // The source sees the signal only when the default action does not end the process first.
        signal(number, { _ in })
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
        source.setEventHandler(handler: action)
        source.resume()
        handlers.append(source)
    }

    private static func tell(_ event: Event) {
        var letter = event.rawValue
        _ = write(pipeEnds.write, &letter, 1)
    }

    /// Takes what the pipe holds.
    static func drain() -> [Event] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? bytes[..<count].compactMap(Event.init) : []
    }
}
