extension Value: CustomStringConvertible {
    /// As interpolation and `print` write it: text without quotes, a float with the fewest digits that give it back.
    public var description: String {
        switch self {
        case .string(let text), .symbol(let text): text
        default: literal
        }
    }

    /// As a script would write it; an object by its summary.
    public var literal: String {
        switch self {
        case .none: "none"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .float(let value): String(value)
        case .string(let text): Value.quoted(text)
        case .symbol(let text): text
        case .list(let elements): "[" + elements.map(\.literal).joined(separator: ", ") + "]"
        case .range(let range): "\(range.lowerBound)..<\(range.upperBound)"
        case .object(let object): object.summary
        }
    }

    /// Text in the quotes and escapes that the language reads back.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "{": result += "\\{"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Whether a script may write this text without quotes, as an argument and in a list: a word to the lexer, and
    /// none of the language's own.
    public static func isBareWord(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let lexer = Lexer(bytes: bytes, end: bytes.count)
        return !Grammar.reserved.contains(text)
            && [Lexer.Mode.argument, .operand].allSatisfy { mode in
                let token = lexer.token(at: 0, mode: mode)
                return token.kind == .word && token.range == 0..<bytes.count
            }
    }

    /// The text of a string or a symbol; nil for anything else.
    public var text: String? {
        switch self {
        case .string(let text), .symbol(let text): text
        default: nil
        }
    }

    /// The narrowest type that has it.
    public var type: ValueType {
        switch self {
        case .none: .none
        case .bool: .bool
        case .int: .int
        case .float: .float
        case .string: .string
        case .symbol(let text): .symbol([text])
        case .range: .range
        case .object(let object): .object(object.typeName)
        case .list(let elements): .list(ValueType.common(elements.map(\.type)))
        }
    }
}
