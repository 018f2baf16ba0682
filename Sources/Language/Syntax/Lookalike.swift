/// A character that looks like one of the language's and is another, as text processors and web pages put in.
struct Lookalike: Sendable {
    /// What it is called.
    let name: String
    /// What to write.
    let instead: String
    /// In bytes.
    let length: Int

    private static let all: [(scalars: ClosedRange<UInt32>, name: String, instead: String)] = [
        (0xA0...0xA0, "a no-break space", "a plain blank"), (0x2000...0x200A, "a typographic space", "a plain blank"),
        (0x200B...0x200D, "a space without width", "nothing, or a plain blank"),
        (0x202F...0x202F, "a no-break space", "a plain blank"), (0x3000...0x3000, "a wide space", "a plain blank"),
        (0xFEFF...0xFEFF, "a byte order mark", "nothing"), (0x2018...0x201B, "a curly quote", "\""),
        (0x201C...0x201F, "a curly quote", "\""), (0xAB...0xAB, "an angle quote", "\""),
        (0xBB...0xBB, "an angle quote", "\""), (0x2010...0x2015, "a dash", "-"), (0x2212...0x2212, "a minus sign", "-"),
        (0xD7...0xD7, "a multiplication sign", "*"), (0xF7...0xF7, "a division sign", "/"),
        (0x2264...0x2264, "a sign of its own", "<="), (0x2265...0x2265, "a sign of its own", ">="),
        (0x2260...0x2260, "a sign of its own", "!="), (0x2026...0x2026, "an ellipsis", "..<, ..= or ..."),
    ]

    /// nil where none stands at that place.
    init?(_ lexer: Lexer, at offset: Int) {
        guard let first = lexer.byte(offset), first >= 0xC2, first < 0xF0 else { return nil }
        let length = first < 0xE0 ? 2 : 3
        guard offset + length <= lexer.end,
            let scalar = String(decoding: lexer.bytes[offset..<offset + length], as: UTF8.self).unicodeScalars.first,
            let found = Self.all.first(where: { $0.scalars.contains(scalar.value) })
        else { return nil }
        (name, instead, self.length) = (found.name, found.instead, length)
    }
}
