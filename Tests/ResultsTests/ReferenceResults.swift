import Foundation
import TestSupport

/// The result files of the reference material.
enum ReferenceResults {
    static let published = Reference.file("published/linear")

    static func files(_ folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    static func all() throws -> [URL] {
        let golden = ["samples", "small"].flatMap { kind in
            ["loglinear", "linear", "learned"].map { Reference.file("golden/\(kind)/\($0)") }
        }
        return try ([published] + golden).flatMap { try files($0) }
    }
}
