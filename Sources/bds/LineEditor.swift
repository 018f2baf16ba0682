import CReadline
import Foundation

/// One line at a time from a terminal, with readline's editing and the user's .inputrc.
final class LineEditor {
    enum Input: Equatable {
        case line(String)
        /// Ctrl-C.
        case dropped
        /// Ctrl-D on an empty line.
        case end
    }

    private var input: Input?

    init() {
        bds_readline_prepare("bds")
    }

    func read(_ prompt: String) -> Input {
        input = nil
        let context = Unmanaged.passUnretained(self).toOpaque()
        bds_readline_begin(
            prompt,
            { line, context in
                guard let context else { return }
                let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
                editor.input = line.map { .line(String(cString: $0)) } ?? .end
                bds_readline_end()
            }, context)
        while true {
            if let input { return input }
            var waiting = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: Signals.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&waiting, 2, -1) < 0, errno != EINTR { return .end }
            if waiting[1].revents != 0 {
                for letter in Signals.drain() {
                    if letter == "W" { bds_readline_resize() }
                    if letter == "I" {
                        bds_readline_drop()
                        bds_readline_end()
                        return .dropped
                    }
                }
            }
            if waiting[0].revents != 0 { bds_readline_take() }
        }
    }

    func remember(_ line: String) { bds_history_add(line) }
}
