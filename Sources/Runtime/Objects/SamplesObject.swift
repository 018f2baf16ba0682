import Foundation
import Language
import Results
import Synchronization

/// Samples as scripts see them: drawn just now, or read from a file.
struct SamplesObject: ObjectValue, Described {
    /// Where the samples lie; every copy of the object learns of it when they are saved.
    final class Location: Sendable {
        private let place: Mutex<URL?>

        init(_ url: URL? = nil) { place = Mutex(url) }

        var url: URL? {
            get { place.withLock { $0 } }
            set { place.withLock { $0 = newValue } }
        }
    }

    let file: SampleFile
    /// The folder of `eval_results` they belong to; nil when read from elsewhere.
    let schedule: String?
    let location: Location

    init(file: SampleFile, schedule: String?, location: Location = Location()) {
        self.file = file
        self.schedule = schedule
        self.location = location
    }

    var typeName: String { ObjectTypes.samples }

    var summary: String {
        "samples \(file.method): \(grouped(file.numSamples)) × \(counted(file.perSeed.count, "seed"))"
            + (location.url.map { ", \($0.relativePath)" } ?? ", not saved")
    }

    var details: [(name: String, text: String)] {
        [
            ("samples", file.method),
            ("file", location.url?.relativePath ?? "not saved"),
            ("seeds", file.perSeed.map { "\($0.seed)" }.joined(separator: ", ")),
            ("diagrams per seed", grouped(file.numSamples)),
            ("rooms at most", "\(file.layout.maxRooms)"),
        ]
            + file.config.json.entries.filter { $0.key != "seeds" && $0.key != "num_samples" }
            .map { ("config \($0.key)", $0.value.pythonText) }
            + provenanceDetails(file.provenance)
    }

    func field(_ name: String) -> Value? {
        switch name {
        case "method": .string(file.method)
        case "seeds": .list(file.perSeed.map { .int($0.seed) })
        case "n": .int(file.numSamples)
        case "count": .int(file.numSamples * file.perSeed.count)
        case "schedule": schedule.map { .string($0) } ?? Value.none
        case "path": location.url.map { .string($0.relativePath) } ?? Value.none
        default: nil
        }
    }
}

func provenanceDetails(_ provenance: JSONObject?) -> [(name: String, text: String)] {
    (provenance?.entries ?? []).map { ("provenance \($0.key)", $0.value.pythonText) }
}
