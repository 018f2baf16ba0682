import Files
import Foundation
import JSON
import Metrics
import TorchFiles

/// The metrics of one method over its seeds: `{method}.json` (<doc:ResultFileLayout>).
public struct ResultFile: Hashable, Sendable {
    /// One seed's metrics, under the reference's keys and in its order.
    public struct Seed: Hashable, Sendable {
        /// The seed as the file writes it.
        public let name: String
        /// Numbers, and tables of numbers by number of rooms.
        public let metrics: JSONObject

        /// - Parameter metrics: numbers, and tables of numbers by number of rooms.
        public init(name: String, metrics: JSONObject) {
            self.name = name
            self.metrics = metrics
        }
    }

    /// The version of the file this was read from: 2, or 1 (one seed). Written is always version 2.
    public var formatVersion: Int
    /// How the samples were made: the file's name.
    public var method: String
    /// ISO 8601, local time.
    public var timestamp: String
    /// How they were sampled, by the reference's names.
    public var config: SampleConfig
    /// In the file's order.
    public var perSeed: [Seed]
    /// Sorted by name.
    public var summary: [SummaryEntry]
    /// `denoise/acc_node@t=0.1` …, numbers only; empty when not evaluated.
    public var denoising: JSONObject
    /// What the reference does not record: see `Provenance`; nil where it made the file.
    public var provenance: JSONObject?

    static let formatVersion = 2

    /// Bytes: some ten thousand seeds. What is larger is none.
    private static let sizeLimit = 64 << 20

    /// A result whose summary is made of `perSeed`.
    public init(
        method: String, timestamp: String, config: SampleConfig, perSeed: [Seed], denoising: JSONObject = [:],
        provenance: JSONObject? = nil
    ) {
        formatVersion = Self.formatVersion
        self.method = method
        self.timestamp = timestamp
        self.config = config
        self.perSeed = perSeed
        summary = aggregate(perSeed)
        self.denoising = denoising
        self.provenance = provenance
    }

    /// - Throws: `FileAccessError`, `ResultFileError`.
    public init(contentsOf url: URL) throws {
        let bytes = try WholeFile.read(url, upTo: Self.sizeLimit)
        do {
            self = try ResultFileReader(bytes).file()
        } catch {
            throw ResultFileError(path: url.relativePath, reason: error)
        }
    }

    /// Writes the file all at once, as Python's `json.dumps(indent=2)` would.
    /// - Throws: `FileAccessError`.
    public func write(to url: URL) throws {
        try AtomicFile.write(text, to: url)
    }

    /// The file's text.
    public var text: String { JSON.object(json).text }

    private var json: JSONObject {
        var json: JSONObject = [
            "format_version": .int(Self.formatVersion),
            "method": .string(method),
            "timestamp": .string(timestamp),
            "config": .object(config.json),
            "per_seed": .object(JSONObject(perSeed.map { (key: $0.name, value: .object($0.metrics)) })),
            "summary": .object(
                JSONObject(
                    summary.map { entry in
                        let value: JSONObject = [
                            "mean": .float(entry.value.mean), "std": .float(entry.value.std),
                        ]
                        return (key: entry.name, value: .object(value))
                    })),
            "denoising": .object(denoising),
        ]
        json[Provenance.key] = provenance.map { .object($0) }
        return json
    }

    /// This file in version 2: version 1 has its one seed in `config`, version 2 a list of them.
    public var upgraded: ResultFile {
        guard formatVersion == 1 else { return self }
        var file = self
        file.formatVersion = Self.formatVersion
        if config.json["seeds"] == nil {
            file.config.json = JSONObject(
                config.json.entries.map { $0.key == "seed" ? (key: "seeds", value: .array([$0.value])) : $0 })
        }
        return file
    }

    /// The summary's entry `name`, with or without `eval/`.
    public subscript(name: String) -> Statistic? { summary.value(of: name) }

    /// Whether both files say the same, whenever and in how much time they were made.
    public func hasSameContent(as other: ResultFile) -> Bool {
        func content(_ file: ResultFile) -> JSON {
            var json = file.json.without(["timestamp"])
            json[Provenance.key] = .object(file.provenance?.withoutAnywhere(Provenance.circumstances) ?? [:])
            return .object(json)
        }
        return content(self).text == content(other).text
    }
}

extension ResultFile.Seed {
    /// The result file's form of `metrics`: the scalars, then the three tables by number of rooms.
    public init(seed: Int, _ metrics: SeedMetrics) {
        func table<Value>(_ groups: [RoomCountGroup<Value>], _ value: (Value) -> JSON) -> JSON {
            .object(JSONObject(groups.map { (key: String($0.rooms), value: value($0.value)) }))
        }
        func object(_ values: [NamedValue]) -> JSONObject {
            JSONObject(values.map { (key: $0.name, value: .float($0.value)) })
        }
        var json = object(metrics.scalars)
        json["validity_by_num_rooms"] = table(metrics.validityByRooms) { .object(object($0)) }
        json["transitivity_by_num_rooms"] = table(metrics.transitivityByRooms) { .object(object($0)) }
        json["edge_present_rate_by_num_rooms"] = table(metrics.edgePresentRateByRooms) { .float($0) }
        self.init(name: String(seed), metrics: json)
    }
}
