import BubbleDiagrams
import Files
import Foundation
import JSON
import Results

/// Seeds that are finished, each under its key below `.bds/cells` of the working directory: a samples file of one seed,
/// `METHOD/SEED-DIGEST.pt`. It appears whole or not at all, is read only where it is whole, and is never written twice.
struct CachedSeedStore: Sendable {
    static let folderName = ".bds/cells"
    /// Fixed when the store is made: a command's working directory may change under the next one.
    let folder: URL

    init(in folder: URL? = nil) {
        self.folder =
            folder
            ?? URL(fileURLWithPath: FileManager.default.currentDirectoryPath).appendingPathComponent(Self.folderName)
    }

    func url(_ key: CachedSeedKey) -> URL {
        folder.appendingPathComponent(key.recipe.method)
            .appendingPathComponent("\(key.seed)-\(key.digest.prefix(24)).pt")
    }

    enum Found {
        case kept(CachedSeed)
        case missing
        /// There is a file, but it cannot be used.
        case damaged(String)
    }

    func find(_ key: CachedSeedKey) -> Found {
        let url = url(key)
        guard FileManager.default.fileExists(atPath: url.path) else {
            // Earlier versions kept a seed under what was written, whether it had an effect or not.
            let former = earlier(key).lazy.compactMap { try? CachedSeed(SampleFile(contentsOf: $0.url), key) }.first
            return former.map { .kept($0) } ?? .missing
        }
        do {
            return .kept(try CachedSeed(try SampleFile(contentsOf: url), key))
        } catch let error as CachedSeed.Contradiction {
            return .damaged("\(url.relativePath) contradicts its name: \(error)")
        } catch {
            return .damaged(describe(error))
        }
    }

    func write(_ file: SampleFile, _ key: CachedSeedKey) throws { try file.write(to: url(key)) }

    /// What this seed of the same method and noise schedule was computed as before, latest first.
    private func earlier(_ key: CachedSeedKey) -> [CachedSeedFile] {
        files(method: key.recipe.method, seed: key.seed).filter { $0.fields["noise"] == key.fields["noise"] }
    }

    /// Why a seed that is not there has to be computed: how it differs from the one before that is most like it.
    func reason(_ key: CachedSeedKey) -> String {
        let differences = earlier(key).map { key.differences(from: $0.fields) }.min { $0.count < $1.count } ?? []
        return differences.isEmpty ? "new" : differences.joined(separator: ", ")
    }
}
