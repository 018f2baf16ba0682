import Foundation

/// Paths with `*`, `?` and `[…]`, as the shell knows them (glob(7)).
enum FilePattern {
    /// The files that match, by name; nil where `url` is no pattern, or a file of that very name is there.
    static func matches(_ url: URL) -> [URL]? {
        let path = url.relativePath
        guard path.contains(where: { "*?[".contains($0) }), !FileManager.default.fileExists(atPath: url.path) else {
            return nil
        }
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(path, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in
            found.gl_pathv[index].map { URL(fileURLWithPath: String(cString: $0)) }
        }
    }
}
