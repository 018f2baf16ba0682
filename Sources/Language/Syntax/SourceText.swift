/// A text that diagnostics can point into: a script, a line typed at the prompt, a Markdown note.
public final class SourceText: Sendable {
    /// What messages call it: a path, `<command line>`, `<prompt>`.
    public let name: String
    /// The folder of the file that it was read from; nil for what was typed.
    public let folder: String?
    /// The text as UTF-8; always valid.
    public let bytes: [UInt8]
    /// The offset of each line's first byte.
    private let lineStarts: [Int]

    /// A text that is at hand.
    public init(name: String, text: String, folder: String? = nil) {
        self.name = name
        self.folder = folder
        self.bytes = Array(text.utf8)
        self.lineStarts = Self.lineStarts(of: bytes)
    }

    /// A text read from a file, which may hold anything.
    ///
    /// Throws `InvalidText` at the first byte that is not UTF-8.
    public init(name: String, bytes: [UInt8], folder: String? = nil) throws(InvalidText) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw InvalidText(name: name, bytes: bytes)
        }
        self.name = name
        self.folder = folder
        self.bytes = bytes
        self.lineStarts = Self.lineStarts(of: bytes)
    }

    fileprivate static func lineStarts(of bytes: [UInt8]) -> [Int] {
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where Lexer.endsLine(byte) {
            // CRLF is one line end.
            if byte == UInt8(ascii: "\r"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "\n") {
                continue
            }
            starts.append(offset + 1)
        }
        return starts
    }

    /// How many lines; a text that ends with a line end has an empty last one.
    public var lineCount: Int { lineStarts.count }

    /// The line an offset is on, counted from 0.
    public func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line (counted from 0) without its line end.
    public func range(ofLine line: Int) -> Range<Int> {
        guard lineStarts.indices.contains(line) else { return bytes.count..<bytes.count }
        let start = lineStarts[line]
        var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<end
    }

    /// The text of a part; a range that leaves the text is cut to it.
    public func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// Line and column as people count them: from 1, a column a character.
    public func position(at offset: Int) -> (line: Int, column: Int) {
        let line = line(at: offset)
        let start = range(ofLine: line).lowerBound
        return (line + 1, text(start..<max(start, offset)).count + 1)
    }
}

/// A file that should be a script and is not text.
public struct InvalidText: Error, Sendable, CustomStringConvertible {
    /// The file's path.
    public let name: String
    /// From 1.
    public let line: Int
    /// In the file, from 0.
    public let offset: Int

    init(name: String, bytes: [UInt8]) {
        // The longest valid prefix: decoding repairs from the first bad byte on, so the two part there.
        let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
        let offset = zip(bytes, repaired).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? repaired.count
        self.name = name
        self.offset = min(offset, bytes.count)
        self.line = SourceText.lineStarts(of: Array(bytes[..<self.offset])).count
    }

    /// One line: file, line, offset.
    public var description: String { "\(name):\(line): byte \(offset) is not UTF-8 text; a script is UTF-8" }
}

/// A part of a source: UTF-8 offsets, half open.
public struct Span: Sendable {
    /// What it is a part of.
    public let source: SourceText
    /// UTF-8 offsets.
    public let range: Range<Int>

    /// A part by its offsets.
    public init(_ source: SourceText, _ range: Range<Int>) {
        self.source = source
        self.range = range
    }

    /// The text it covers.
    public var text: String { source.text(range) }
}

extension String {
    var trimmed: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
