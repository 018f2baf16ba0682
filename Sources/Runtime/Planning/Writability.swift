import Files
import Foundation
import Language

/// What can be known before a run of whether a file can be written.
enum Writability {
    /// Why no file can appear at `url`, folders above it made as needed; nil when one can, as far as the disk tells.
    static func problem(_ url: URL) -> String? {
        let files = FileManager.default
        if FileStatus(url)?.kind == .folder { return "it is a folder" }
        var folder = url.deletingLastPathComponent().standardizedFileURL
        while !files.fileExists(atPath: folder.path), folder.path != "/" { folder.deleteLastPathComponent() }
        guard FileStatus(folder)?.kind == .folder else { return "\(shown(folder, of: url)) is a file, not a folder" }
        guard files.isWritableFile(atPath: folder.path), files.isExecutableFile(atPath: folder.path) else {
            return "no file can be made in \(shown(folder, of: url))"
        }
        return nil
    }

    static func isFile(_ url: URL) -> Bool { FileStatus(url).map { $0.kind != .folder } ?? false }

    /// The folder as the user knows it: relative where the file was.
    private static func shown(_ folder: URL, of url: URL) -> String {
        guard !url.relativePath.hasPrefix("/") else { return folder.path }
        let here = URL(fileURLWithPath: ".").standardizedFileURL.path
        if folder.path == here { return "the working directory" }
        return folder.path.hasPrefix(here + "/") ? String(folder.path.dropFirst(here.count + 1)) : folder.path
    }
}

extension PlannedState {
    /// A file will be written. An error when that cannot be; a warning when the file is there already, since it may
    /// turn out to hold the same.
    /// - Parameter parameter: the argument that names it.
    func willWrite(_ url: URL, isUpToDate: Bool = false, about parameter: String? = nil) -> DryRun? {
        record(url, isUpToDate: isUpToDate)
        guard let problem = Writability.problem(url) else { return nil }
        return DryRun(
            findings: [
                .init(
                    isError: !Writability.isFile(url), "cannot write \(url.relativePath): \(problem)",
                    about: parameter)
            ])
    }

    /// The same for the file that an argument names; nil when it is not given or not known.
    func willWrite(_ arguments: PlannedArguments, _ name: String) -> DryRun? {
        arguments.path(name).flatMap { willWrite($0, about: name) }
    }
}
