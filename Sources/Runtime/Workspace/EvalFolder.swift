import Foundation
import Language
import Results

/// `eval_results/SCHEDULE` below the working directory, the reference's place for samples and results.
enum EvalFolder {
    static let name = "eval_results"

    static func url(_ schedule: String) -> URL {
        URL(fileURLWithPath: name).appendingPathComponent(schedule)
    }

    /// Whether `schedule` names a folder right below `eval_results`, not one elsewhere.
    static func isName(_ schedule: String) -> Bool {
        !["", ".", ".."].contains(schedule)
            && !schedule.unicodeScalars.contains { $0 == "/" || $0.properties.generalCategory == .control }
    }

    static func badName(_ schedule: String) -> CommandFailure {
        CommandFailure(
            "schedule is \"\(schedule)\", expected the name of a folder in \(name)", about: "schedule", isMistake: true)
    }

    /// The folder of `eval_results` that a file stands in; nil when it stands elsewhere.
    static func schedule(of file: URL) -> String? {
        let folder = file.standardizedFileURL.deletingLastPathComponent()
        return folder.deletingLastPathComponent().lastPathComponent == name ? folder.lastPathComponent : nil
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
            throw CommandFailure(
                FileManager.default.fileExists(atPath: folder.path)
                    ? "\(folder.relativePath) is no folder that can be read"
                    : "there is no folder \(folder.relativePath)")
        }
        return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted { $0.sortsBefore($1) }
            .map { folder.appendingPathComponent($0) }
    }
}

/// What bds records of a run that says when and where, not what: files that differ in it alone have the same content.
enum Recorded {
    static let circumstances = Provenance.timeKeys.union(["host"])
}
