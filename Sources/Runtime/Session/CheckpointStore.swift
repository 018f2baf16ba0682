import Checkpoints
import Foundation

/// Checkpoints by file, so that a check and the run after it read each file once.
final class CheckpointStore {
    private struct Key: Hashable {
        let path: String
        let size: Int?
        let modified: Date?
    }

    private var loaded: [Key: Checkpoint] = [:]

    func forgetAll() { loaded = [:] }

    func checkpoint(at url: URL) throws -> Checkpoint {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        let key = Key(
            path: url.standardizedFileURL.path, size: attributes?[.size] as? Int,
            modified: attributes?[.modificationDate] as? Date)
        if let known = loaded[key] { return known }
        let checkpoint = try Checkpoint(contentsOf: url)
        loaded[key] = checkpoint
        return checkpoint
    }
}
