/// A version of the language, as `bds 2` at the top of a script pins it.
///
/// What differs in `bds 1`: in text `{` begins an expression only before `$` or `(`, and words that begin with a digit
/// are words where `let` or parentheses could mean arithmetic.
public enum LanguageVersion: Int, Sendable, CaseIterable {
    case one = 1
    case two = 2

    /// That of a text which pins none.
    public static let current = LanguageVersion.two
}

/// A place that `bds 1` reads otherwise than `bds 2`, and how `bds 2` writes what it means there.
struct Rewriting: Sendable {
    let range: Range<Int>
    let text: String
    /// The words of the command in whose arguments it stands; whether it is read otherwise then depends on the
    /// argument's type.
    let command: [String]?

    /// A part of a text with what stands in it rewritten.
    static func apply(_ rewritings: [Rewriting], to range: Range<Int>, of bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var offset = range.lowerBound
        for rewriting in rewritings where range.contains(rewriting.range.lowerBound) {
            guard rewriting.range.lowerBound >= offset, rewriting.range.upperBound <= range.upperBound else { continue }
            result += bytes[offset..<rewriting.range.lowerBound]
            result += Array(rewriting.text.utf8)
            offset = rewriting.range.upperBound
        }
        result += bytes[offset..<range.upperBound]
        return String(decoding: result, as: UTF8.self)
    }
}
