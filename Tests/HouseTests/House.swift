import Foundation

/// The repository as its tests read it.
enum House {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A text of ours.
    struct Text {
        /// From the repository's top folder.
        let path: String
        let text: String

        /// The target it belongs to; nil outside of Sources.
        var room: String? {
            let parts = path.split(separator: "/")
            return parts.first == "Sources" ? parts.dropFirst().first.map(String.init) : nil
        }
    }

    struct Article {
        let room: String
        let name: String
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    /// Sources, articles and tests (golden files apart), the package's manifest and what stands at the top.
    static var texts: [Text] {
        get throws {
            let kinds: Set<String> = ["swift", "md", "c", "h", "inc"]
            var paths = ["Package.swift", "README.md", ".github/CONTRIBUTING.md", ".github/CHANGELOG.md"]
            for top in ["Sources", "Tests"] {
                let all = FileManager.default.enumerator(atPath: folder.appendingPathComponent(top).path)
                while let path = all?.nextObject() as? String {
                    let isOurs = kinds.contains((path as NSString).pathExtension) && !path.hasPrefix("Golden/")
                    if isOurs { paths.append("\(top)/\(path)") }
                }
            }
            return try paths.sorted().map { Text(path: $0, text: try text($0)) }
        }
    }

    static var articles: [Article] {
        get throws {
            try texts.filter { $0.path.hasSuffix(".md") && $0.path.contains(".docc/") }.compactMap { text in
                text.room.map {
                    Article(
                        room: $0, name: ((text.path as NSString).lastPathComponent as NSString).deletingPathExtension)
                }
            }
        }
    }
}
