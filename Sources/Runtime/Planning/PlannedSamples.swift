import Foundation
import Language
import Results

/// Where the samples of a script will lie, and which samples file each result file will be of.
struct PlannedSamples {
    /// A samples file that the script saves.
    private struct Saved {
        /// Kept, so that no other object takes its identity.
        let location: SamplesObject.Location
        let file: SampleFile
        let url: URL
    }

    private var saved: [Saved] = []
    /// By the path of the result file.
    private var results: [String: URL] = [:]

    mutating func save(_ samples: SamplesObject, to url: URL) {
        saved.append(Saved(location: samples.location, file: samples.file, url: url))
    }

    /// True when these samples, or some drawn in the same way, will have been saved there: saving them changes nothing.
    func holds(_ samples: SamplesObject?, at url: URL) -> Bool {
        let path = url.standardizedFileURL.path
        guard let samples, let last = saved.last(where: { $0.url.standardizedFileURL.path == path }) else {
            return false
        }
        if last.location === samples.location { return true }
        // Neither has rows yet, or both were read from files.
        return last.file.method == samples.file.method && last.file.layout == samples.file.layout
            && last.file.perSeed == samples.file.perSeed && last.file.isSameMaking(as: samples.file)
    }

    /// nil where they are not saved by then.
    func place(of samples: SamplesObject) -> URL? {
        saved.last { $0.location === samples.location }?.url ?? samples.location.url
    }

    /// The samples files that will lie in a folder by then, with their methods; those on the disk by their names.
    func files(in folder: URL) -> [(method: String, url: URL)] {
        let path = folder.standardizedFileURL.path
        let planned = saved.filter { $0.url.deletingLastPathComponent().standardizedFileURL.path == path }
            .map { (method: $0.file.method, url: $0.url) }
        let there = (try? ResultsFolder.files(in: folder, ending: SampleFile.suffix)) ?? []
        let names = Set(planned.map(\.url.lastPathComponent))
        return there.filter { !names.contains($0.lastPathComponent) }
            .map { (String($0.lastPathComponent.dropLast(SampleFile.suffix.count)), $0) } + planned
    }

    /// The result file of samples that are evaluated.
    /// - Throws: `CommandFailure` where the script evaluates another samples file of the same method in that folder:
    ///   one would take the other's place.
    mutating func result(_ method: String, of samples: URL) throws -> URL {
        let url = samples.deletingLastPathComponent().appendingPathComponent(method + ".json")
        let path = url.standardizedFileURL.path
        if let other = results[path], other.standardizedFileURL.path != samples.standardizedFileURL.path {
            throw SharedResult.failure(url, of: other, and: samples)
        }
        results[path] = samples
        return url
    }
}

/// Two samples files of one method in one folder: their results would have one name.
enum SharedResult {
    static func failure(_ result: URL, of first: URL, and second: URL) -> CommandFailure {
        CommandFailure(
            "\(first.relativePath) and \(second.relativePath) are of one method, and their results share "
                + result.relativePath, hint: "method names tell neither steps, n nor batch: save one to another folder",
            isMistake: true)
    }
}
