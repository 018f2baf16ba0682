import Files
import Foundation
import TorchFiles

/// A kind of file that plans are read from. Another one is a file of its own with a type like `Graph2Plan`, and a line in
/// `DatasetFormats.all`: what `load dataset` says, which endings it completes, and how files are told apart follow.
public protocol DatasetFormat: Sendable {
    /// For help: "Graph2Plan's data.mat".
    var summary: String { get }
    /// For messages, after "is neither": "a MATLAB file".
    var kind: String { get }
    /// Endings of such files, without the dot.
    var endings: [String] { get }

    /// Whether a file is of this kind, by its first bytes (`DatasetFormats.beginning`) or, where they cannot tell, its
    /// ending.
    func recognizes(_ beginning: [UInt8], ending: String) -> Bool

    /// Hands over the file's plans, in its order, without keeping them: what a file unpacks to may be many times its
    /// size.
    /// - Parameter check: called now and then; throws to stop.
    /// - Throws: `DatasetError.Reason`, and what reading a file, `check` and `body` throw.
    func forEachPlan(
        of file: RandomAccessFile, check: @escaping () throws -> Void, _ body: (PlanEntry) throws -> Void
    ) throws
}

/// One plan of a file, not yet looked into: those that are left out need not be well-formed.
public struct PlanEntry {
    /// How many rooms it has; nil where that cannot be told, which `record` will say.
    let rooms: Int?
    let record: () throws(PlanProblem) -> PlanRecord
}

/// The table of formats.
public enum DatasetFormats {
    /// In the order in which they are listed; of two that recognize a file the first reads it.
    public static let all: [any DatasetFormat] = [Graph2Plan(), PlanCache()]

    /// Endings of files, without the dot.
    public static var endings: [String] { all.flatMap(\.endings) }

    /// What plans are read from, for help.
    public static var summary: String { all.map(\.summary).joined(separator: ", or ") }

    /// Bytes of a file that tell its kind.
    static let beginning = 4096

    /// - Throws: `DatasetError.Reason` when none of them knows the file; what reading it throws.
    static func format(of file: RandomAccessFile) throws -> any DatasetFormat {
        let (bytes, ending) = (try file.read(0..<beginning), file.url.pathExtension)
        if let format = all.first(where: { $0.recognizes(bytes, ending: ending) }) { return format }
        if let what = ForeignFile.name(bytes.prefix(1024)) { throw DatasetError.Reason.file("is \(what)") }
        throw DatasetError.Reason.file("is neither " + all.map(\.kind).joined(separator: " nor "))
    }
}
