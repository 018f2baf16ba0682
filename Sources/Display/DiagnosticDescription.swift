import JSON
import Language

extension JSON {
    /// `bds check --format=json`: an array of diagnostics. Lines and columns from 1, a column a character; offsets are
    /// bytes, half open.
    public init(_ diagnostics: [Diagnostic]) { self = .array(diagnostics.map { JSON($0) }) }

    /// One of them: severity, message, place, notes, hint.
    public init(_ diagnostic: Diagnostic) {
        self = .object([
            "severity": .string(diagnostic.severity == .error ? "error" : "warning"),
            "message": .string(diagnostic.message),
            "place": JSON(diagnostic.span),
            "notes": .array(
                diagnostic.notes.map {
                    .object(["message": .string($0.message), "place": $0.span.map { JSON($0) } ?? .null])
                }),
            "hint": JSON(diagnostic.hint),
        ])
    }

    init(_ span: Span) {
        let start = span.source.position(at: span.range.lowerBound)
        let end = span.source.position(at: span.range.upperBound)
        self = .object([
            "file": .string(span.source.name),
            "line": .int(start.line), "column": .int(start.column),
            "end_line": .int(end.line), "end_column": .int(end.column),
            "start": .int(span.range.lowerBound), "end": .int(span.range.upperBound),
        ])
    }

    init(_ text: String?) { self = text.map(JSON.string) ?? .null }
}
