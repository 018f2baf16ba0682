import Language
import Results

/// How values read on the screen.
enum Printed {
    static func text(_ value: Value) -> String {
        switch value {
        case .string(let text): text
        default: literal(value)
        }
    }

    /// As a script would write it.
    static func literal(_ value: Value) -> String {
        switch value {
        case .none: "none"
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): "\(number)"
        case .float(let number): PythonFloat.repr(number)
        case .string(let text): "\"\(text)\""
        case .symbol(let text): text
        case .list(let values): "[" + values.map(literal).joined(separator: ", ") + "]"
        case .range(let range): "\(range.lowerBound)..<\(range.upperBound)"
        case .object(let object): object.summary
        }
    }
}
