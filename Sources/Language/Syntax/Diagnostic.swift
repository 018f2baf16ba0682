/// Something wrong with a script, as a value; `Display` renders it.
public struct Diagnostic: Error, Sendable {
    public enum Severity: Sendable, Hashable {
        case error
        case warning
    }

    /// Another place that belongs to it: the opener of an unclosed block, the call that led into a module.
    public struct Note: Sendable {
        public let message: String
        public let span: Span?

        public init(_ message: String, at span: Span? = nil) {
            self.message = message
            self.span = span
        }
    }

    public let severity: Severity
    /// One line.
    public let message: String
    /// What is underlined.
    public let span: Span
    public let notes: [Note]
    /// What to do: a did-you-mean, the valid names.
    public let hint: String?
    /// True for a mistake in the script (exit status 2), false for a run that failed (1).
    public let isMistake: Bool

    public init(
        _ severity: Severity = .error, _ message: String, at span: Span, notes: [Note] = [], hint: String? = nil,
        isMistake: Bool = true
    ) {
        self.severity = severity
        self.message = message
        self.span = span
        self.notes = notes
        self.hint = hint
        self.isMistake = isMistake
    }
}

extension Diagnostic {
    /// "it fails (night.bds:12; with $eta = 0.4)": message and place, and how one came there.
    public var oneLine: String {
        func place(_ span: Span) -> String {
            "\(span.source.name):\(span.source.position(at: span.range.lowerBound).line)"
        }
        let way = notes.map { note in
            guard let span = note.span else { return note.message }
            let end = "here"
            return note.message.hasSuffix(end)
                ? note.message.dropLast(end.count) + "in \(place(span))" : "\(note.message) in \(place(span))"
        }
        return "\(message) (\(([place(span)] + way).joined(separator: "; ")))"
    }
}
