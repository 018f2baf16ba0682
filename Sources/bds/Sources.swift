import Foundation
import Language

/// Texts to run, from files and standard input.
enum Sources {
    static func file(_ path: String) throws -> SourceText {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnreadableText(path: path, code: errno) }
        defer { close(descriptor) }
        return try SourceText(name: path, bytes: try bytes(descriptor, path))
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
        let name = "<standard input>"
        return try SourceText(name: name, bytes: try bytes(STDIN_FILENO, name))
    }

    /// No script is longer; a device may have no end.
    private static let limit = 16 << 20

    /// All that a file or a pipe gives.
    private static func bytes(_ descriptor: Int32, _ name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += buffer[..<count]
                guard bytes.count <= limit else { throw UnreadableText(path: name, code: EFBIG) }
            } else if errno != EINTR {
                throw UnreadableText(path: name, code: errno)
            }
        }
    }
}

struct UnreadableText: Error, CustomStringConvertible {
    let path: String
    let reason: String

    init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// - Parameter code: `errno`.
    init(path: String, code: Int32) {
        self.path = path
        reason =
            switch code {
            case EISDIR: "it is a folder"
            case ENOENT: "there is no such file"
            case EFBIG: "it is too large for a script"
            default: String(cString: strerror(code)).lowercased()
            }
    }

    var description: String { "cannot read \(path.isEmpty ? "a file without a name" : path): \(reason)" }
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
