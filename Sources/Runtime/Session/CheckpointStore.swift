import Checkpoints
import Files
import Foundation

/// Checkpoints by file, so that a check and the run after it read each file once.
final class CheckpointStore {
    private struct Key: Hashable {
        let path: String
        let status: FileStatus?
    }

    private var loaded: [Key: Checkpoint] = [:]

    func forgetAll() { loaded = [:] }

    func checkpoint(at url: URL) throws -> Checkpoint {
        let key = Key(path: url.standardizedFileURL.path, status: FileStatus(url))
        if let known = loaded[key] { return known }
        let checkpoint = try Checkpoint(contentsOf: url)
        loaded[key] = checkpoint
        return checkpoint
    }
}
