import Concurrency
import Display
import Foundation
import Language
import Runtime
import Tables

/// The console of a shell: data to standard output, fitted to the terminal; everything else to standard error.
final class TerminalConsole: Console {
    private struct Bar {
        var started: ContinuousClock.Instant?
        var drawn: ContinuousClock.Instant?
        /// Columns the bar takes on the screen now.
        var width = 0
    }

    private let bar = Lock(Bar())
    private let renderer = DiagnosticRenderer(Standard.errorStyle)
    /// `--quiet`: nothing that is merely told, and no progress; warnings stay.
    let isQuiet: Bool

    init(isQuiet: Bool = false) {
        self.isQuiet = isQuiet
    }

    /// How long a command runs before its progress shows.
    private static let patience = Duration.seconds(2)

    func show(_ document: Document) {
        clearBar()
        Standard.output(render(document))
    }

    func page(_ document: Document) {
        clearBar()
        let text = render(document)
        if !Pager.show(text) { Standard.output(text) }
    }

    private func render(_ document: Document) -> String {
        switch document {
        case .text(let text): text.printableLines + "\n"
        case .table(let table): table.text(width: Standard.width, style: Standard.outputStyle)
        case .tables(let tables):
            tables.map { $0.text(width: Standard.width, style: Standard.outputStyle) }.joined(separator: "\n")
        case .explanations(let explanations): HelpPage.text(explanations)
        case .help(let topic): HelpPage(topic).text
        }
    }

    func tell(_ line: String) {
        if isQuiet { return }
        clearBar()
        Standard.error(line.printable + "\n")
    }

    func warn(_ line: String) {
        clearBar()
        Standard.error(Standard.errorStyle.paint("warning", .yellow) + ": \(line.printable)\n")
    }

    func report(_ failure: Diagnostic) { report([failure]) }

    func report(_ diagnostics: [Diagnostic]) {
        if diagnostics.isEmpty { return }
        clearBar()
        Standard.error(renderer.render(diagnostics))
    }

    func milestone(_ line: String) {
        if !Standard.isErrorTerminal, !isQuiet { Standard.error(line.printable + "\n") }
    }

    func progress(_ progress: ProgressReport?) {
        guard let progress else {
            clearBar()
            bar.withLock { $0 = Bar() }
            return
        }
        guard Standard.isErrorTerminal, !isQuiet else { return }
        let now = ContinuousClock.now
        bar.withLock { bar in
            guard let started = bar.started else {
                bar.started = now
                return
            }
            if now - started < Self.patience { return }
            if let drawn = bar.drawn, now - drawn < .milliseconds(100) { return }
            bar.drawn = now
            let seconds = (now - started) / .seconds(1)
            var line = Self.line(progress, after: seconds)
            if let width = Standard.width { line = String(line.prefix(width - 1)) }
            // Blanks, not an escape code, wipe what a longer line left.
            let padding = String(repeating: " ", count: max(0, bar.width - line.count))
            Standard.redraw(line + padding)
            bar.width = line.count
        }
    }

    /// "sampling v1  42%  1300 diagram steps/s  0:12 left"
    private static func line(_ progress: ProgressReport, after seconds: Double) -> String {
        let share = progress.total > 0 ? Double(progress.done) / Double(progress.total) : 0
        let rate = Double(progress.done) / max(seconds, 1e-9)
        let left = rate > 0 ? Int((Double(progress.total - progress.done) / rate).rounded(.up)) : 0
        let clock = "\(left / 60):" + (left % 60 < 10 ? "0" : "") + "\(left % 60)"
        return "\(progress.activity)  \(Int(share * 100))%  \(Int(rate)) \(progress.unit)/s  \(clock) left"
    }

    private func clearBar() {
        bar.withLock { bar in
            guard bar.width > 0 else { return }
            // Two more for the ^C that the terminal may have put behind it.
            let width = min(bar.width + 2, Standard.errorWidth - 1)
            Standard.redraw(String(repeating: " ", count: width))
            Standard.redraw("")
            bar.width = 0
        }
    }
}
