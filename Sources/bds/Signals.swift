import Dispatch
import Foundation
import Synchronization

/// Ctrl-C, Ctrl-Z, window changes and what asks bds to end, as calls and as events in a pipe that the prompt waits on.
enum Signals {
    enum Event: UInt8 {
        case interrupted = 73
        case resized = 87
        case stopped = 90
        /// Someone asks bds to end: see `ending`.
        case ending = 69
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

    /// What bds was asked to end by, SIGTERM or SIGHUP; nil while nobody did.
    static var ending: ExitStatus? {
        switch endingSignal.load(ordering: .sequentiallyConsistent) {
        case SIGHUP: .hungUp
        case SIGTERM: .terminated
        default: nil
        }
    }

    private static let endingSignal = Atomic<Int32>(0)

    /// Called once, at the start: what runs is cancelled first, and bds ends when it has stopped. Who asks twice does
    /// not wait for that. A hang-up that whoever started bds ignores (`nohup`) stays ignored.
    static func onEnding(_ action: @escaping @Sendable () -> Void) {
        for number in [SIGHUP, SIGTERM] {
            watch(number, unlessIgnored: true) {
                let earlier = endingSignal.exchange(number, ordering: .sequentiallyConsistent)
                if earlier != 0 { _exit(128 + number) }
                action()
                tell(.ending)
            }
        }
    }

    /// What only a prompt needs: the terminal is given back before it stops.
    static func onStopping() {
        watch(SIGTSTP) {
            if isEditing.load(ordering: .sequentiallyConsistent) { tell(.stopped) } else { stop() }
        }
    }

    /// Ctrl-\ and an abort, such as the runtime's where memory ends, are one line and the signal's own end, not a trace
    /// of what was going on. Nothing is called here but what a signal handler may call.
    static func onDying() {
        _ = tcgetattr(STDIN_FILENO, &terminal)
        for number in [SIGQUIT, SIGABRT] { signal(number, die) }
        // Where not even the words for it can be allocated, the runtime follows a null pointer on its way to the abort.
        var action = sigaction()
        action.__sigaction_handler.sa_handler = dieOrTrace
        action.sa_flags = SA_ONSTACK
        sigaction(SIGSEGV, &action, &tracing)
    }

    /// The runtime's own handling of a fault, which prints a trace: what someone who reports a fault of bds needs.
    nonisolated(unsafe) fileprivate static var tracing = sigaction()

    /// As it was at the start, before a line editor changed it.
    nonisolated(unsafe) fileprivate static var terminal = termios()

    /// Stops this process, as Ctrl-Z would have done; returns when it goes on.
    static func stop() { _ = raise(SIGSTOP) }

    private static func watch(
        _ number: Int32, unlessIgnored: Bool = false, _ action: @escaping @Sendable () -> Void
    ) {
        if unlessIgnored {
            var now = sigaction()
            let isIgnored =
                sigaction(number, nil, &now) == 0
                && unsafeBitCast(now.__sigaction_handler.sa_handler, to: Int.self) == 1
            if isIgnored { return }
        }
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

/// Lets the signal end the process as it would have. Who aborts has said why; Ctrl-\ says nothing by itself.
private func die(_ number: Int32) {
    let message: StaticString = "bds: quit\n"
    if number == SIGQUIT { _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount) }
    if Signals.isEditing.load(ordering: .relaxed) { _ = tcsetattr(STDIN_FILENO, TCSANOW, &Signals.terminal) }
    _ = signal(number, SIG_DFL)
    _ = raise(number)
}

/// Says that memory ended where it did; else lets the fault happen again under the runtime's eyes.
private func dieOrTrace(_ number: Int32) {
    let size = 1 << 20
    let block = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard block == MAP_FAILED else {
        munmap(block, size)
        sigaction(number, &Signals.tracing, nil)
        return
    }
    let message: StaticString = "bds: out of memory\n"
    _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
    die(SIGABRT)
}
