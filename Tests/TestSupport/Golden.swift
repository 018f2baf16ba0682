import Foundation

/// Golden figures of the reference that the project may carry: `Tests/Golden`.
public enum Golden {
    /// Where they lie.
    public static let folder = Reference.packageFolder.appendingPathComponent("Tests/Golden")

    /// The file at `path` below the folder.
    public static func file(_ path: String) -> URL { folder.appendingPathComponent(path) }

    /// The JSON file `url` as a value of `type`.
    /// - Throws: what Foundation says is wrong with it.
    public static func decode<Figures: Decodable>(_ type: Figures.Type, from url: URL) throws -> Figures {
        try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}
