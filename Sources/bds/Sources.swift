import Foundation
import Language

/// Texts to run, from files and standard input.
enum Sources {
    static func file(_ path: String) throws -> SourceText {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw UnreadableText(
                path: path, reason: FileManager.default.fileExists(atPath: path) ? nil : "no such file")
        }
        return try SourceText(name: path, bytes: Array(data))
    }

    /// A script, or the blocks of a Markdown note: `note.md`, or `note.md#name` for one.
    static func script(_ path: String) throws -> Script {
        var file = path
        var block: String?
        if let hash = path.lastIndex(of: "#"), !FileManager.default.fileExists(atPath: path) {
            file = String(path[..<hash])
            block = String(path[path.index(after: hash)...])
        }
        let source = try Self.file(file)
        guard file.hasSuffix(".md") || file.hasSuffix(".markdown") else {
            if let block {
                throw UnreadableText(path: path, reason: "only a Markdown note has blocks such as #\(block)")
            }
            return Script(source)
        }
        let note = MarkdownNote(source)
        guard let block else { return note.script() }
        return try note.script(named: block)
    }

    static func standardInput() throws -> SourceText {
        try SourceText(
            name: "<standard input>", bytes: Array(FileHandle.standardInput.readDataToEndOfFile()))
    }
}

struct UnreadableText: Error, CustomStringConvertible {
    let path: String
    let reason: String?

    var description: String { "cannot read \(path)" + (reason.map { ": \($0)" } ?? "") }
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

    /// `stdlib` of the checkout the binary stands in.
    private static let stdlib: URL? = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let candidate = folder.appendingPathComponent("stdlib")
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
                return candidate
            }
        }
        return nil
    }()
}
