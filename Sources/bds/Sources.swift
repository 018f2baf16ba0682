import Files
import Foundation
import Language

/// Texts to run, from files and standard input.
enum Sources {
    /// - Throws: `FileAccessError`, `InvalidText`.
    static func file(_ path: String) throws -> SourceText {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileAccessError(.read, path: path, SystemError(code: errno)) }
        defer { close(descriptor) }
        let folder = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent().path
        return try text(of: descriptor, path, in: folder)
    }

    /// A script, or the blocks of a Markdown note: `note.md`, or `note.md#name` for one.
    /// - Throws: `FileAccessError`, `InvalidText`; `NoSuchBlock`, `CommandLineError` where there is no such block.
    static func script(_ path: String) throws -> Script {
        var file = path
        if !FileManager.default.fileExists(atPath: path), let named = ScriptModules.script(named: path) { file = named }
        var block: String?
        if file == path, let hash = path.lastIndex(of: "#"), !FileManager.default.fileExists(atPath: path) {
            file = String(path[..<hash])
            block = String(path[path.index(after: hash)...])
        }
        let source = try Self.file(file)
        guard isNote(file) else {
            if let block { throw CommandLineError.noBlocks(path, block) }
            return Script(source)
        }
        let note = MarkdownNote(source)
        guard let block else { return note.script() }
        return try note.script(named: block)
    }

    /// Whether a word of the command line names a script or a note rather than anything else.
    static func isScript(_ word: String) -> Bool {
        let file = word.prefix { $0 != "#" }
        return file.hasSuffix(".bds") || isNote(String(file))
            || !FileManager.default.fileExists(atPath: word) && ScriptModules.script(named: word) != nil
    }

    static func isNote(_ path: String) -> Bool { path.hasSuffix(".md") || path.hasSuffix(".markdown") }

    /// - Throws: `FileAccessError`, `InvalidText`.
    static func standardInput() throws -> SourceText { try text(of: STDIN_FILENO, "<standard input>", in: nil) }

    /// No script is longer; a device may have no end.
    private static let limit = 16 << 20

    /// All that a file or a pipe gives.
    private static func text(of descriptor: Int32, _ name: String, in folder: String?) throws -> SourceText {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try OpenFile(descriptor: descriptor).readAll(upTo: limit)
        } catch {
            throw FileAccessError(.read, path: name, error)
        }
        return try SourceText(name: name, bytes: bytes, folder: folder)
    }
}

/// `use NAME`: `NAME.bds` beside the script, else in `stdlib/` of this bds.
struct ScriptModules: ModuleLoader {
    func module(_ name: String, usedIn user: SourceText) throws -> SourceText {
        let beside = URL(fileURLWithPath: user.name).deletingLastPathComponent()
        for folder in [beside, Self.stdlib].compactMap({ $0 }) {
            let url = folder.appendingPathComponent(name + ".bds")
            if FileManager.default.fileExists(atPath: url.path) { return try Sources.file(url.relativePath) }
        }
        throw ModuleNotFound("there is no module \(name) beside the script or in stdlib")
    }

    /// A script of stdlib by its name, such as `quickstart`; nil where none is called so.
    static func script(named name: String) -> String? {
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else { return nil }
        let path = Self.stdlib?.appendingPathComponent(name.hasSuffix(".bds") ? name : name + ".bds").path
        return path.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    }

    /// Relative to the working directory, where it lies below it.
    func folder(of source: SourceText) -> String {
        guard let folder = source.folder else { return "." }
        let here = FileManager.default.currentDirectoryPath
        if folder == here { return "." }
        return folder.hasPrefix(here + "/") ? String(folder.dropFirst(here.count + 1)) : folder
    }

    /// That of the checkout in whose `.build` the running binary stands, or of the prefix it is installed below. The
    /// kernel knows what runs; what it was called by says nothing.
    private static let stdlib: URL? = {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return nil
        }
        let binary = URL(fileURLWithPath: path)
        let parts = binary.pathComponents
        var places = [
            binary.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("share/bds")
        ]
        if let build = parts.lastIndex(of: ".build") {
            places.append(URL(fileURLWithPath: NSString.path(withComponents: Array(parts[..<build]))))
        }
        return places.map { $0.appendingPathComponent("stdlib") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()
}
