import JSON

/// A file that holds no result.
public struct ResultFileError: Error, Hashable, CustomStringConvertible {
    public enum Reason: Error, Hashable, Sendable {
        case json(JSONError)
        case missing(String)
        case wrongType(String, expected: String, found: String)
        case version(Int)
    }

    /// As the user wrote it.
    public let path: String
    public let reason: Reason

    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .json(let error): "\(path), \(error)"
        case .missing(let key): "\(path) is no result file: it lacks \(key)"
        case .wrongType(let key, let expected, let found): "\(path) has \(found) as \(key), expected \(expected)"
        case .version(let version): "\(path) has format_version \(version), expected 1 or 2"
        }
    }
}
