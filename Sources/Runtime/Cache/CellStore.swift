import BubbleDiagrams
import Files
import Foundation
import JSON
import Results

/// Finished cells (one seed's samples under one key) below `.bds/cells` of the working directory, each a samples file of
/// one seed: `METHOD/SEED-DIGEST.pt`. A cell appears whole or not at all, is read only where it is whole, and is never
/// written twice.
struct CellStore: Sendable {
    static let folderName = ".bds/cells"
    /// Fixed when the store is made: a command's working directory may change under the next one.
    let folder: URL

    init() {
        folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).appendingPathComponent(Self.folderName)
    }

    func url(_ key: CellKey) -> URL {
        folder.appendingPathComponent(key.method).appendingPathComponent("\(key.seed)-\(key.digest.prefix(24)).pt")
    }

    enum Found {
        case rows(TokenRows)
        case missing
        /// There is a file, but it cannot be used.
        case damaged(String)
    }

    func find(_ key: CellKey) -> Found {
        let url = url(key)
        guard FileManager.default.fileExists(atPath: url.path) else { return .missing }
        do {
            let file = try SampleFile(contentsOf: url)
            guard file.provenance?["cell"]?.object == key.fields, let seed = file.perSeed.first, seed.seed == key.seed
            else { return .damaged("\(url.relativePath) holds something else") }
            return .rows(seed.rows)
        } catch {
            return .damaged(describe(error))
        }
    }

    /// The version of bds that computed a cell, where it is not this one.
    func madeByAnother(_ key: CellKey) -> String? {
        let version = (try? SampleFile(contentsOf: url(key)))?.provenance?["bds"]?.string
        return version == BDS.version ? nil : version
    }

    func write(_ file: SampleFile, _ key: CellKey) throws { try file.write(to: url(key)) }

    /// The keys under which this seed of the same method and noise schedule was computed before, latest first.
    func earlier(_ key: CellKey) -> [JSONObject] {
        let place = folder.appendingPathComponent(key.method)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        func time(_ url: URL) -> Date { FileStatus(url)?.modified ?? .distantPast }
        return names.filter { $0.hasPrefix("\(key.seed)-") && $0.hasSuffix(".pt") }
            .map { place.appendingPathComponent($0) }.sorted { time($0) > time($1) }
            .compactMap { (try? SampleFile(contentsOf: $0))?.provenance?["cell"]?.object }
            .filter { $0["noise"] == key.fields["noise"] }
    }

    /// Why a cell that is not there has to be computed: how it differs from the one before that is most like it.
    func reason(_ key: CellKey) -> String {
        let differences = earlier(key).map(key.differences(from:)).min { $0.count < $1.count } ?? []
        return differences.isEmpty ? "new" : differences.joined(separator: ", ")
    }
}
