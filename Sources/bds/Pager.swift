import Display
import Foundation

/// What is longer than the screen, through `$PAGER`, or `less -R` where that is not set.
enum Pager {
    /// - Returns: false when the text is still to be printed: it fits, this is no terminal, or there is no pager.
    static func show(_ text: String) -> Bool {
        guard let size = Standard.screen, lines(text, columns: size.columns) >= size.rows else { return false }
        let named = ProcessInfo.processInfo.environment["PAGER"]?.trimmingCharacters(in: .whitespaces) ?? ""
        // Ctrl-C is the pager's while it has the screen.
        guard let ending = Signals.lent({ feed(text, to: named.isEmpty ? "less -R" : named) }) else { return false }
        // One that Ctrl-C ended: it was meant for the run as well.
        if ending.signal == SIGINT || ending.code == 128 + SIGINT { raise(SIGINT) }
        // What sh says of a command that is not there, or that it may not start.
        return ending.signal != 0 || ![126, 127].contains(ending.code)
    }

    private static func feed(_ text: String, to command: String) -> ShellCommand.Ending? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child = try? ShellCommand.start(command, input: ends[0])
        close(ends[0])
        if child != nil {
            // Who quits before the end has seen enough.
            let earlier = signal(SIGPIPE, SIG_IGN)
            _ = Standard.page(text, to: ends[1])
            signal(SIGPIPE, earlier)
        }
        close(ends[1])
        return child.map(ShellCommand.wait)
    }

    /// Lines as the terminal breaks them.
    private static func lines(_ text: String, columns: Int) -> Int {
        text.replacing(/\u{1b}\[[0-9;]*m/, with: "").split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .reduce(0) { $0 + max(1, (TextWidth.columns($1) + columns - 1) / columns) }
    }
}
