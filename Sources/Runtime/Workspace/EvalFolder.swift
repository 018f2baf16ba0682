import Foundation
import Language
import Results

/// `eval_results/SCHEDULE` below the working directory, the reference's place for samples and results.
enum EvalFolder {
    static func url(_ schedule: String) -> URL {
        URL(fileURLWithPath: "eval_results").appendingPathComponent(schedule)
    }

    /// The folder's files with that ending, in the order of their names as Python sorts them.
    /// - Throws: `CommandFailure` when there is no such folder.
    static func files(_ schedule: String, ending: String) throws -> [URL] {
        let folder = url(schedule)
        return try files(in: folder, ending: ending)
    }

    static func files(in folder: URL, ending: String) throws -> [URL] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw CommandFailure("there is no folder \(folder.relativePath)")
        }
        return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted { $0.sortsBefore($1) }
            .map { folder.appendingPathComponent($0) }
    }
}

/// Folders for files to be written.
enum Folder {
    /// Makes the folder that `url` will stand in.
    /// - Throws: `CommandFailure`
    static func make(for url: URL) throws {
        let folder = url.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            throw CommandFailure(
                "cannot make the folder \(folder.relativePath)"
                    + (cause.map { ": \(String(cString: strerror(Int32($0.code))))" } ?? ""))
        }
    }
}

/// What bds records of a run that says when and where, not what: files that differ in it alone have the same content.
enum Recorded {
    static let circumstances = Provenance.timeKeys.union(["host"])
}
