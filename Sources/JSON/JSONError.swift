/// Text that is not JSON.
public struct JSONError: Error, Hashable, CustomStringConvertible {
    /// What is wrong with a text.
    public enum Problem: Hashable, Sendable {
        case notUTF8
        case notIn(JSONEncoding)
        case expected(String)
        case control
        case escape
        case surrogate
        case wideInteger
        case tooDeep(limit: Int)
        case trailing
    }

    /// From 1.
    public let line: Int
    /// From 1, in characters.
    public let column: Int
    /// What is wrong there.
    public let problem: Problem

    /// The place, then the problem: one line, to follow a file's name.
    public var description: String { "line \(line), column \(column): \(clause)" }

    /// The problem in words, without its place.
    public var clause: String {
        switch problem {
        case .notUTF8: "bytes that are not UTF-8"
        case .notIn(let encoding): "bytes that are not \(encoding.name)"
        case .expected(let what): "expected \(what)"
        case .control: "a control character inside a string, expected it escaped"
        case .escape: "an unknown escape, expected \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hex digits"
        case .surrogate: "half of a surrogate pair"
        case .wideInteger: "an integer of more than 64 bits"
        case .tooDeep(let limit): "values nested more than \(limit) deep"
        case .trailing: "more text after the end of the value"
        }
    }
}
