import Language

/// JSON as we write it: keys in the order given, two blanks of indentation.
public indirect enum JSONText: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case array([JSONText])
    case object([(String, JSONText)])

    /// A text, or null.
    public init(_ text: String?) { self = text.map(JSONText.string) ?? .null }

    /// The text, without a line end at its end.
    public func text(indent: Int = 0) -> String {
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return String(value)
        // JSON has no infinities.
        case .float(let value): return value.isFinite ? String(value) : "null"
        case .string(let value): return Self.quoted(value)
        case .array(let elements):
            if elements.isEmpty { return "[]" }
            return "[\n" + elements.map { inner + $0.text(indent: indent + 2) }.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            let lines = members.map { "\(inner)\(Self.quoted($0.0)): \($0.1.text(indent: indent + 2))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension JSONText {
    /// `bds check --format=json`: an array of diagnostics. Lines and columns from 1, a column a character; offsets are
    /// bytes, half open.
    public init(_ diagnostics: [Diagnostic]) { self = .array(diagnostics.map { JSONText($0) }) }

    /// What programs need of a diagnostic: severity, message, place, notes and hint.
    public init(_ diagnostic: Diagnostic) {
        self = .object([
            ("severity", .string(diagnostic.severity == .error ? "error" : "warning")),
            ("message", .string(diagnostic.message)),
            ("place", JSONText(diagnostic.span)),
            (
                "notes",
                .array(
                    diagnostic.notes.map {
                        .object([("message", .string($0.message)), ("place", $0.span.map { JSONText($0) } ?? .null)])
                    })
            ),
            ("hint", JSONText(diagnostic.hint)),
        ])
    }

    init(_ span: Span) {
        let start = span.source.position(at: span.range.lowerBound)
        let end = span.source.position(at: span.range.upperBound)
        self = .object([
            ("file", .string(span.source.name)),
            ("line", .int(start.line)), ("column", .int(start.column)),
            ("end_line", .int(end.line)), ("end_column", .int(end.column)),
            ("start", .int(span.range.lowerBound)), ("end", .int(span.range.upperBound)),
        ])
    }
}
