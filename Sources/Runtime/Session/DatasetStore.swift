import Datasets
import Foundation

/// Datasets that a check has read, for the run after it, which takes them away: so that each file is read once, and none
/// is held longer than a variable holds it.
final class DatasetStore {
    private struct Key: Hashable {
        let path: String
        let size: Int?
        let modified: Date?
        let maxRooms: Int
    }

    private var read: [Key: Dataset] = [:]

    private func key(_ url: URL, _ maxRooms: Int) -> Key {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return Key(
            path: url.standardizedFileURL.path, size: attributes?[.size] as? Int,
            modified: attributes?[.modificationDate] as? Date, maxRooms: maxRooms)
    }

    /// For a check: what is read here is kept for `take`.
    func dataset(at url: URL, maxRooms: Int, check: () throws -> Void) throws -> Dataset {
        let key = key(url, maxRooms)
        if let known = read[key] { return known }
        let dataset = try Dataset.load(url, maxRooms: maxRooms, check: check)
        read[key] = dataset
        return dataset
    }

    /// For a run.
    func take(_ url: URL, maxRooms: Int, check: () throws -> Void) throws -> Dataset {
        try read.removeValue(forKey: key(url, maxRooms)) ?? Dataset.load(url, maxRooms: maxRooms, check: check)
    }
}
