import Foundation

/// The reference material (`shared/reference` beside the checkout), which a clone may lack. Tests that need it are
/// enabled by `Reference.isPresent`; where it is absent, one line on the screen says that they were skipped.
public enum Reference {
    /// `BDS_REFERENCE`, or `../shared/reference` seen from the package.
    public static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["BDS_REFERENCE"] { return URL(fileURLWithPath: path) }
        return packageFolder.deletingLastPathComponent().appendingPathComponent("shared/reference")
    }()

    /// The repository's top folder.
    public static let packageFolder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Whether the reference material is there; where it is not, asking says so once.
    public static let isPresent: Bool = {
        let present = FileManager.default.fileExists(atPath: folder.appendingPathComponent("behaviour.md").path)
        if !present {
            FileHandle.standardError.write(
                Data("SKIPPED: tests against the reference, for want of \(folder.path)\n".utf8))
        }
        return present
    }()

    /// The file at `path` below the folder.
    public static func file(_ path: String) -> URL { folder.appendingPathComponent(path) }
}

/// A folder that is gone when the test is over.
public func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bds-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
