import Files
import Foundation
import Language
import Results

/// Where samples and results lie: a folder for each schedule in one folder, the reference's `eval_results` below the
/// working directory unless `set results=` says otherwise.
struct ResultsFolder: Sendable {
    static let usualName = "eval_results"
    /// As the user wrote it.
    let path: String

    init(_ path: String = usualName) { self.path = path }

    var url: URL { URL(typed: path) }

    func url(_ schedule: String) -> URL { url.appendingPathComponent(schedule) }

    /// Whether `schedule` names a folder below this one, `loglinear` or `loglinear/round4`, not one elsewhere.
    static func isName(_ schedule: String) -> Bool {
        schedule.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
            && !schedule.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    func badName(_ schedule: String) -> CommandFailure {
        CommandFailure(
            "schedule is \"\(schedule)\", expected the name of a folder in \(path)", about: "schedule", isMistake: true)
    }

    /// The schedule whose folder a file stands in, here or in some `eval_results`; nil when it stands elsewhere.
    func schedule(of file: URL) -> String? {
        let folder = file.standardizedFileURL.deletingLastPathComponent().pathComponents
        let own = url.standardizedFileURL.pathComponents
        let below =
            folder.starts(with: own)
            ? folder[own.count...] : folder[((folder.lastIndex(of: Self.usualName) ?? folder.count - 1) + 1)...]
        return below.isEmpty ? nil : below.joined(separator: "/")
    }

    /// The folder's files with that ending, in the order of their names as Python sorts them.
    /// - Throws: `CommandFailure` when there is no such folder.
    func files(_ schedule: String, ending: String) throws -> [URL] {
        try Self.files(in: url(schedule), ending: ending)
    }

    static func files(in folder: URL, ending: String) throws -> [URL] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw CommandFailure(
                FileManager.default.fileExists(atPath: folder.path)
                    ? "\(folder.relativePath) is not a folder that can be read"
                    : "there is no folder \(folder.relativePath)")
        }
        return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted { $0.sortsBefore($1) }
            .map { folder.appendingPathComponent($0) }
    }
}

extension ResultsFolder {
    /// A method that a schedule's folder holds files of.
    struct Method {
        let name: String
        let hasSamples: Bool
        let hasResults: Bool
    }

    /// Every method that the schedule's folder has samples or results of, in file order.
    /// - Throws: `CommandFailure` when there is no such folder.
    func methods(_ schedule: String) throws -> [Method] {
        func names(_ ending: String) throws -> Set<ExactString> {
            Set(
                try files(schedule, ending: ending)
                    .map { ExactString(String($0.lastPathComponent.dropLast(ending.count))) })
        }
        let (sampled, evaluated) = (try names(SampleFile.suffix), try names(".json"))
        return ComparisonTable.inFileOrder(sampled.union(evaluated).map(\.text)).map { name in
            Method(
                name: name, hasSamples: sampled.contains(ExactString(name)),
                hasResults: evaluated.contains(ExactString(name)))
        }
    }
}
