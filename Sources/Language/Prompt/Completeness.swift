/// Whether a prompt's text can run, or goes on in the next line.
public enum Completeness: Sendable {
    case complete
    /// More is needed; what is open, innermost last. Empty after a `let x =` or a comma, where nothing was opened.
    case incomplete([Opener])
    /// More would not mend it.
    case invalid([Diagnostic])

    /// What can be said of `text` as it stands, before another line is typed.
    public init(_ text: String) {
        // A line end follows, as it would at the prompt: what cannot go on after it is wrong now.
        var parser = Parser(SourceText(name: "<prompt>", text: text + "\n"))
        _ = parser.script()
        if parser.diagnostics.isEmpty {
            self = .complete
        } else if let open = parser.endedEarly, parser.diagnostics.count == 1 {
            self = .incomplete(open)
        } else {
            self = .invalid(parser.diagnostics)
        }
    }
}
