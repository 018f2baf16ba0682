import Concurrency
import Foundation
import JSON
import Language
import Results

/// Samples as scripts see them: drawn just now, or read from a file.
struct SamplesObject: ObjectValue, Described {
    /// Where the samples lie; every copy of the object learns of it when they are saved.
    final class Location: Sendable {
        private let place: Lock<URL?>

        init(_ url: URL? = nil) { place = Lock(url) }

        var url: URL? {
            get { place.withLock { $0 } }
            set { place.withLock { $0 = newValue } }
        }
    }

    let file: SampleFile
    /// The folder of `eval_results` they belong to; nil when read from elsewhere.
    let schedule: String?
    let location: Location
    /// Some of the file's diagrams, by index or filter; nil: all of them.
    let picked: [PickedSample]?
    /// How they were picked: "valid", "0..<8"; nil for all.
    let label: String?
    /// What a check foresees of samples that are not drawn yet; nil of those that are.
    let foreseen: Foreseen?

    /// How many diagrams there will be; nil where only the run tells.
    struct Foreseen {
        let count: Int?
    }

    init(
        file: SampleFile, schedule: String?, location: Location = Location(), picked: [PickedSample]? = nil,
        label: String? = nil, foreseen: Foreseen? = nil
    ) {
        self.label = label
        self.foreseen = foreseen
        self.file = file
        self.schedule = schedule
        self.location = location
        self.picked = picked
    }

    /// Those that were picked are no whole samples: they are not saved.
    var typeName: String { picked == nil ? ObjectTypes.samples : ObjectTypes.selection }

    var summary: String {
        if let picked {
            return "\(counted(picked.count, "diagram")) of samples \(file.method)" + (label.map { " (\($0))" } ?? "")
        }
        return "samples \(file.method): \(grouped(file.numSamples)) × \(counted(file.perSeed.count, "seed"))"
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

    private var seeds: [Int] { foreseen == nil ? file.perSeed.map(\.seed) : file.config.seeds ?? [] }

    func field(_ name: String) -> Value? {
        switch name {
        case "method": .string(file.method)
        case "seeds": .list(seeds.map { .int($0) })
        case "n": .int(file.numSamples)
        case "count":
            if let foreseen {
                foreseen.count.map { .int($0) }
            } else {
                .int(picked?.count ?? file.numSamples * file.perSeed.count)
            }
        case "config": .object(ConfigObject(config: file.config))
        case "path" where foreseen != nil: nil
        case "schedule": schedule.map { .string($0) } ?? Value.none
        case "path": location.url.map { .string($0.relativePath) } ?? Value.none
        default: nil
        }
    }
}

/// One row for each entry, those of nested objects under their path.
func provenanceDetails(_ provenance: JSONObject?) -> [(name: String, text: String)] {
    func details(_ object: JSONObject, under name: String) -> [(name: String, text: String)] {
        object.entries.flatMap { key, value in
            value.object.map { details($0, under: "\(name) \(key)") } ?? [("\(name) \(key)", value.pythonText)]
        }
    }
    return details(provenance ?? [:], under: "provenance")
}
