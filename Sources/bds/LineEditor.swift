import CReadline
import Display
import Foundation

/// One line at a time from a terminal, with readline's editing and the user's .inputrc.
final class LineEditor {
    enum Input: Equatable {
        /// May hold several lines, when they were pasted.
        case line(String)
        /// Ctrl-C.
        case dropped
        /// Ctrl-D on an empty line.
        case end
        /// The terminal is gone, or someone asks us to end.
        case ending
    }

    private var input: Input?
    /// What may stand before the cursor of a text, for TAB.
    private let complete: (_ text: String, _ cursor: Int) -> Candidates
    private var listed = Candidates.none
    /// What was typed before this line of the same command.
    private var before = ""
    private var promptWidth = 0

    init(complete: @escaping (_ text: String, _ cursor: Int) -> Candidates) {
        self.complete = complete
        bds_readline_prepare("bds")
        bds_readline_complete_with(
            { line, start, cursor, append, context in
                guard let line, let append, let editor = LineEditor.of(context) else { return nil }
                return editor.matches(String(cString: line), Int(start), Int(cursor), append)
            },
            { context in
                if let editor = LineEditor.of(context) {
                    Standard.error(editor.listed.text(width: Standard.errorWidth))
                }
            })
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> LineEditor? {
        context.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
    }

    /// - Parameter before: the lines of the same command typed so far.
    func read(_ prompt: String, after before: String = "") -> Input {
        input = nil
        promptWidth = TextWidth.columns(prompt.replacing(/\u{1}[^\u{2}]*\u{2}/, with: ""))
        self.before = before.isEmpty ? "" : before + "\n"
        Signals.isEditing.store(true, ordering: .sequentiallyConsistent)
        defer { Signals.isEditing.store(false, ordering: .sequentiallyConsistent) }
        bds_readline_begin(
            prompt,
            { line, context in
                guard let editor = LineEditor.of(context) else { return }
                editor.input = line.map { .line(String(cString: $0)) } ?? .end
                bds_readline_end()
            }, Unmanaged.passUnretained(self).toOpaque())
        while true {
            if let input { return input }
            var waiting = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: Signals.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&waiting, 2, -1) < 0, errno != EINTR { return leave(.end) }
            if waiting[1].revents != 0, let input = obey(Signals.drain()) { return leave(input) }
            if waiting[0].revents != 0 { bds_readline_take() }
        }
    }

    func remember(_ line: String) { bds_history_add(line) }

    /// - Returns: what ends the line, if anything does.
    private func obey(_ signals: [Signals.Event]) -> Input? {
        for signal in signals {
            switch signal {
            case .resized: redraw()
            case .stopped:
                bds_readline_pause()
                Signals.stop()
                bds_readline_resume()
            case .interrupted:
                bds_readline_drop()
                return .dropped
            case .ending: return .ending
            }
        }
        return nil
    }

    /// After a change of the window's width. Terminals wrap what stands in them anew, so the prompt and the line before
    /// the cursor now take as many rows as they would if they were printed.
    private func redraw() {
        guard ProcessInfo.processInfo.environment["TERM"] != "dumb" else { return bds_readline_resize(-1) }
        var length: Int32 = 0
        let line = bds_readline_before_cursor(&length).map { UnsafeRawBufferPointer(start: $0, count: Int(length)) }
        let columns = promptWidth + TextWidth.columns(line.map { String(decoding: $0, as: UTF8.self) } ?? "")
        bds_readline_resize(Int32(columns / max(1, Standard.errorWidth)))
    }

    private func leave(_ input: Input) -> Input {
        bds_readline_end()
        return input
    }

    // MARK: TAB

    /// The candidates as readline takes them. What readline thinks of as the word is the whole line before the
    /// cursor, so each candidate is given with what stands before it.
    private func matches(_ line: String, _ start: Int, _ cursor: Int, _ append: UnsafeMutablePointer<Int32>)
        -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    {
        let text = before + line
        let found = complete(text, before.utf8.count + cursor)
        let from = found.start - before.utf8.count
        guard !found.entries.isEmpty, start <= from, from <= cursor else { return nil }
        listed = found
        let kept = String(decoding: Array(line.utf8)[start..<from], as: UTF8.self)
        var texts = found.entries.map(\.text)
        if texts.count == 1, let only = found.entries.first {
            append.pointee = only.isWhole ? Int32(UInt8(ascii: " ")) : 0
        } else {
            texts.insert(found.common, at: 0)
        }
        let matches = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { matches[index] = strdup(kept + text) }
        matches[texts.count] = nil
        return matches
    }
}
