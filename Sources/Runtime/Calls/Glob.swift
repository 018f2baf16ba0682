import Foundation
import Language
import Results

/// Paths that name many files: `*` and `?` stand for any text and any character, `[ab]` for one of several; none of
/// them for a `/`, or for the dot a name begins with.
enum Glob {
    /// Whether `path` is a pattern: it has such a sign, and no file is called just that.
    static func isPattern(_ path: String) -> Bool {
        hasSigns(path) && !FileManager.default.fileExists(atPath: URL(typed: path).path)
    }

    /// What is there, in the order of the names as Python sorts them.
    static func files(_ pattern: String) -> [String] {
        let parts = pattern.split(separator: "/").map(String.init)
        var found = [pattern.hasPrefix("/") ? "/" : ""]
        for (index, part) in parts.enumerated() {
            found = found.flatMap { folder in
                let names =
                    hasSigns(part) ? self.names(in: folder).filter { fnmatch(part, $0, FNM_PERIOD) == 0 } : [part]
                let isLast = index == parts.count - 1
                return names.map { folder + $0 + (isLast ? "" : "/") }
            }
        }
        return found.filter { FileManager.default.fileExists(atPath: URL(typed: $0).path) }
            .sorted { $0.sortsBefore($1) }
    }

    /// Whether a file of this absolute path, or files right below it, would match.
    static func matches(_ pattern: String, path: String, isFolder: Bool = false) -> Bool {
        var pattern = NSString(string: pattern).expandingTildeInPath
        if !pattern.hasPrefix("/") {
            let here = FileManager.default.currentDirectoryPath
            pattern = here.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "/" + pattern
        }
        if isFolder { pattern = NSString(string: pattern).deletingLastPathComponent }
        return fnmatch(pattern, path, FNM_PATHNAME | FNM_PERIOD) == 0
    }

    private static func hasSigns(_ text: String) -> Bool { text.contains { "*?[".contains($0) } }

    private static func names(in folder: String) -> [String] {
        let place = folder.isEmpty ? "." : NSString(string: folder).expandingTildeInPath
        return (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    }
}

extension Arguments {
    /// The value of a path argument that may be a pattern: what `make` gives for the file, or the list of what it
    /// gives for each that matches.
    /// - Throws: `CommandFailure` when nothing matches.
    func each(_ name: String, _ make: (URL) throws -> any ObjectValue) throws -> Value {
        guard let path = text(name), Glob.isPattern(path) else { return .object(try make(try self.path(name))) }
        let files = Glob.files(path)
        if files.isEmpty { throw CommandFailure("nothing matches \(path)", about: name) }
        return .list(try files.map { .object(try make(URL(typed: $0))) })
    }
}

extension PlannedState {
    /// What is known of such a value before the run; an error when the file, or any that matches, is neither there nor
    /// made before.
    func each(_ arguments: PlannedArguments, _ name: String, of type: String) -> DryRun {
        guard let path = arguments.text(name) else { return DryRun() }
        guard Glob.isPattern(path), !isMadeByScript(URL(typed: path)) else {
            return missingFile(arguments, name) ?? DryRun(type: .object(type))
        }
        if arguments.call.isUncertain || !Glob.files(path).isEmpty
            || written.contains(where: { Glob.matches(path, path: $0) })
            || filled.contains(where: { Glob.matches(path, path: $0, isFolder: true) })
            || willFillAround(URL(typed: path))
        {
            return DryRun(type: .list(.object(type)))
        }
        return .error("nothing matches \(path), and nothing before makes such a file", about: name)
    }
}
