import Foundation

/// Golden figures of the reference that the project may carry: `Tests/Golden`.
public enum Golden {
    public static let folder = Reference.packageFolder.appendingPathComponent("Tests/Golden")

    public static func file(_ path: String) -> URL { folder.appendingPathComponent(path) }

    public static func decode<Figures: Decodable>(_ type: Figures.Type, from url: URL) throws -> Figures {
        try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}
