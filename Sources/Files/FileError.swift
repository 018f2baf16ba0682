import Foundation

/// What is wrong with what a file holds: the reason as data, with its words beside it.
///
///     enum ResultFileProblem: FileProblem { case missing(String) … }
///     typealias ResultFileError = FileError<ResultFileProblem>
public protocol FileProblem: Error, Hashable, Sendable {
    /// Where in the file; nil where it is about the file as a whole.
    var place: FilePlace? { get }
    /// What is said of the place, or of the file: "is cut short", "has shape [3], expected [4]".
    var clause: String { get }
}

extension FileProblem {
    /// Nowhere in particular, unless the problem says so.
    public var place: FilePlace? { nil }
}

/// A place in a file.
public enum FilePlace: Hashable, Sendable {
    /// Of a text; both from 1, columns in characters.
    case line(Int, column: Int)
    /// One of many of a kind, from 1: "plan 5".
    case item(String, Int)
    /// A byte of a part of the file, from 0.
    case byte(Int, of: String)
    /// A part that has a name, of which the clause speaks.
    case entry(String)
}

/// A file that does not hold what it should: which file, where in it, and why. All kinds of files have this one error,
/// so that all of them name file and place alike.
public struct FileError<Problem: FileProblem>: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong with the file.
    public typealias Reason = Problem

    /// As the user wrote it.
    public let path: String
    /// What is wrong with it.
    public let reason: Reason

    /// The file at `path` cannot be used, because of `reason`.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// The file at `url` cannot be used, because of `reason`.
    public init(_ url: URL, _ reason: Reason) {
        self.init(path: url.relativePath, reason: reason)
    }

    /// Where in the file; nil for the whole.
    public var place: FilePlace? { reason.place }

    /// `a.pt is cut short`, `a.json, line 3, column 4: expected a value`, `a.pt: config.noise.eps is nan, expected …`.
    public var description: String {
        switch place {
        case nil: "\(path) \(reason.clause)"
        case .line(let line, let column): "\(path), line \(line), column \(column): \(reason.clause)"
        case .item(let kind, let number): "\(path), \(kind) \(number): \(reason.clause)"
        case .byte(let offset, let part): "\(path), byte \(offset) of \(part): \(reason.clause)"
        case .entry(let name): "\(path): \(name) \(reason.clause)"
        }
    }
}
