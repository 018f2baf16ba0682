import Files
import Foundation
import JSON
import Results

/// One cached seed as it lies on the disk, made by bds beyond doubt: a regular file, reached by no link, whose name is the
/// digest of the key that stands in it.
struct CachedSeedFile {
    let url: URL
    let size: Int
    let modified: Date
    let method: String
    let seed: Int
    let fields: JSONObject
    /// The checkpoint's path when it was made, and the command that makes it again, as it records them.
    let checkpoint: String
    let replay: String

    /// - Returns: nil for whatever cannot be proven to be one.
    init?(_ url: URL, method: String) {
        guard let status = FileStatus(url, followingLinks: false), status.kind == .file,
            let name = url.lastPathComponent.wholeMatch(of: /(-?\d+)-([0-9a-f]{24})\.pt/), let seed = Int(name.1),
            let file = try? SampleFile(contentsOf: url), file.method == method, file.perSeed.map(\.seed) == [seed],
            let provenance = file.provenance, let fields = provenance["cell"]?.object,
            SHA256.of(Array(JSON.object(fields).text.utf8)).hasPrefix(name.2)
        else { return nil }
        self.url = url
        size = status.size
        modified = status.modified
        self.method = method
        self.seed = seed
        self.fields = fields
        checkpoint = provenance["checkpoint"]?.object?["path"]?.string ?? ""
        replay = provenance["replay"]?.string ?? ""
    }

    /// What a run asks for by method name, seed, noise schedule and checkpoint: of two that agree in all of them, the
    /// later one has replaced the other.
    var question: [String] { [method, "\(seed)", fields["noise"]?.string ?? "", checkpoint] }
}

extension CachedSeedStore {
    /// All cached seeds, by method and seed, the latest of each first; nothing below a link is looked at.
    func files() -> [CachedSeedFile] {
        guard isOurs else { return [] }
        let methods = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return methods.sorted().flatMap { files(method: $0) }
    }

    /// Those of one method.
    /// - Parameter seed: nil for all.
    func files(method: String, seed: Int? = nil) -> [CachedSeedFile] {
        let place = folder.appendingPathComponent(method)
        guard isOurs, Self.isFolder(place) else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        return names.filter { name in seed.map { name.hasPrefix("\($0)-") } ?? true }
            .compactMap { CachedSeedFile(place.appendingPathComponent($0), method: method) }
            .sorted { ($1.seed, $0.modified, $0.url.path) < ($0.seed, $1.modified, $1.url.path) }.reversed()
    }

    private var isOurs: Bool { Self.isFolder(folder.deletingLastPathComponent()) && Self.isFolder(folder) }

    private static func isFolder(_ url: URL) -> Bool { FileStatus(url, followingLinks: false)?.kind == .folder }
}
