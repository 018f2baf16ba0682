/// A Markdown note whose fenced `bds` blocks run as they stand. Everything else is passed over, and errors point at
/// the note's own lines.
///
/// A block is named by `name=…` or `{#…}` after `bds` on its fence:
///
///     ```bds name=quickstart
///
/// A block that holds prompts is a transcript: see `Transcript`.
public struct MarkdownNote: Sendable {
    /// A fenced `bds` block.
    public struct Block: Sendable {
        /// Its name; nil without one.
        public let name: String?
        /// The lines between the fences.
        public let range: Range<Int>
        /// What stands before the fence on its line.
        let indent: String
    }

    /// The whole note.
    public let source: SourceText
    /// Its `bds` blocks, in order.
    public let blocks: [Block]

    /// Finds the blocks; what they hold is read by `script()`.
    public init(_ source: SourceText) {
        self.source = source
        var blocks: [Block] = []
        var fence: (mark: Character, count: Int, name: String?, isOurs: Bool, start: Int, indent: String)?
        for line in 0..<source.lineCount {
            let range = source.range(ofLine: line)
            let text = source.text(range).trimmed
            let mark = text.first ?? " "
            let count = mark == "`" || mark == "~" ? text.prefix { $0 == mark }.count : 0
            if let open = fence {
                guard mark == open.mark, count >= open.count, text.count == count else { continue }
                if open.isOurs {
                    blocks.append(Block(name: open.name, range: open.start..<range.lowerBound, indent: open.indent))
                }
                fence = nil
            } else if count >= 3 {
                let words = text.dropFirst(count).split(whereSeparator: { " \t{}".contains($0) })
                let start = line + 1 < source.lineCount ? source.range(ofLine: line + 1).lowerBound : source.bytes.count
                let indent = String(source.text(range).prefix { $0 == " " || $0 == "\t" })
                fence = (mark, count, Self.name(words), words.first == "bds", start, indent)
            }
        }
        if let open = fence, open.isOurs {
            blocks.append(Block(name: open.name, range: open.start..<source.bytes.count, indent: open.indent))
        }
        self.blocks = blocks
    }

    private static func name(_ words: [Substring]) -> String? {
        for word in words {
            if word.hasPrefix("#") { return String(word.dropFirst()) }
            if word.hasPrefix("name=") { return String(word.dropFirst(5)).replacing("\"", with: "") }
        }
        return nil
    }

    /// All blocks in order, as one script.
    public func script() -> Script { script(of: blocks) }

    /// The blocks of that name.
    public func script(named name: String) throws(NoSuchBlock) -> Script {
        let named = blocks.filter { $0.name == name }
        if named.isEmpty { throw NoSuchBlock(note: source.name, name: name, names: blocks.compactMap(\.name)) }
        return script(of: named)
    }

    private func script(of blocks: [Block]) -> Script {
        var bytes = source.bytes
        for block in blocks { Transcript.blank(&bytes, block.range) }
        return Script(source, bytes: bytes, parts: blocks.map(\.range))
    }
}

/// A note has no block of the name asked for.
public struct NoSuchBlock: Error, Sendable, CustomStringConvertible {
    /// The note's path.
    public let note: String
    /// The name asked for.
    public let name: String
    /// The names there are.
    public let names: [String]

    /// One line, with a did-you-mean.
    public var description: String {
        let hint = Suggestions.hint(for: name, among: names, kind: "named blocks")
        return "\(note) has no bds block named `\(name)`; \(hint ?? "none of its blocks has a name")"
    }
}

/// Sessions as they stand on a screen: prompts, what was typed after them, what came out.
public enum Transcript {
    /// What a line that begins a command starts with, and one that goes on with it.
    public static let prompt = "bds> "
    /// What a line that goes on with it starts with.
    public static let continuationPrompt = "...> "

    /// The same with what is open in place of the dots, innermost last: `..{> `, `{([> `.
    public static func continuationPrompt(open: [String]) -> String {
        let shown = open.joined().suffix(3)
        return String(repeating: ".", count: 3 - shown.count) + shown + "> "
    }

    /// What was typed, of a text that may hold prompts, fences and outputs; a text without them is returned as it is.
    public static func commands(in text: String) -> String {
        var bytes = Array(text.utf8)
        let source = SourceText(name: "", text: text)
        let hasPrompts = blank(&bytes, 0..<bytes.count)
        if hasPrompts {
            let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map {
                String($0).trimmed
            }
            return lines.filter { !$0.isEmpty }.joined(separator: "\n")
        }
        let blocks = MarkdownNote(source).blocks
        guard !blocks.isEmpty else { return text }
        return blocks.map { source.text($0.range) }.joined(separator: "\n")
    }

    /// Whether a line of `range` begins with the prompt.
    static func hasPrompts(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var bytes = bytes
        return blank(&bytes, range)
    }

    /// If a line of `range` begins with the prompt: blanks the prompts, and every line without one. Offsets stay.
    @discardableResult
    static func blank(_ bytes: inout [UInt8], _ range: Range<Int>) -> Bool {
        var lines: [(range: Range<Int>, prompt: Int)] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
            lines.append((start..<end, promptLength(bytes[start..<end])))
            start = end + 1
        }
        guard lines.contains(where: { $0.prompt > 0 && !isContinuation(bytes[$0.range]) }) else { return false }
        for line in lines {
            let blanked = line.prompt > 0 ? line.range.lowerBound..<line.range.lowerBound + line.prompt : line.range
            for offset in blanked { bytes[offset] = UInt8(ascii: " ") }
        }
        return true
    }

    /// The bytes that indentation and prompt take, 0 without a prompt.
    private static func promptLength(_ line: ArraySlice<UInt8>) -> Int {
        let content = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        // The last blank is lost where an editor trims lines.
        guard content.starts(with: prompt.utf8.dropLast()) || isContinuation(line) else { return 0 }
        let after = content.dropFirst(prompt.utf8.count - 1)
        guard after.isEmpty || after.first == UInt8(ascii: " ") || after.first == UInt8(ascii: "\r") else { return 0 }
        return min(content.startIndex - line.startIndex + prompt.utf8.count, line.count)
    }

    /// Three dots or openers, then `>`.
    private static func isContinuation(_ line: ArraySlice<UInt8>) -> Bool {
        let content = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return content.prefix(3).allSatisfy(".{([|".utf8.contains) && content.dropFirst(3).first == UInt8(ascii: ">")
    }
}
