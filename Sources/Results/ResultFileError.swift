import Files
import JSON

/// A file that does not hold a result.
public typealias ResultFileError = FileError<ResultFileProblem>

/// What is wrong with it.
public enum ResultFileProblem: FileProblem {
    case json(JSONError)
    case missing(String)
    case wrongType(String, expected: String, found: String)
    case version(Int)

    /// Line and column of what is not JSON; nil for all else.
    public var place: FilePlace? {
        if case .json(let error) = self { .line(error.line, column: error.column) } else { nil }
    }

    /// Words that follow the file's name.
    public var clause: String {
        switch self {
        case .json(let error): error.clause
        case .missing(let key): "is not a result file: it lacks \(key)"
        case .wrongType(let key, let expected, let found): "has \(found) as \(key), expected \(expected)"
        case .version(let version): "has format_version \(version), expected 1 or 2"
        }
    }
}
