/// A text that diagnostics can point into: a script, a line typed at the prompt, a block of a note.
public final class SourceText: Sendable {
    /// What messages call it: a path, `<command line>`, `<prompt>`.
    public let name: String
    /// The text as UTF-8.
    public let bytes: [UInt8]

    public init(name: String, text: String) {
        self.name = name
        self.bytes = Array(text.utf8)
    }
}

/// A part of a source: UTF-8 offsets, half open.
public struct Span: Sendable {
    public let source: SourceText
    public let range: Range<Int>

    public init(_ source: SourceText, _ range: Range<Int>) {
        self.source = source
        self.range = range
    }
}
