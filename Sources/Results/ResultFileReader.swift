import JSON

/// Reads result files of both versions.
struct ResultFileReader {
    typealias Reason = ResultFileError.Reason

    private let root: JSONObject

    init(_ bytes: [UInt8]) throws(Reason) {
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch { throw .json(error) }
        guard let root = json.object else { throw .wrongType("its content", expected: "an object", found: json.kind) }
        self.root = root
    }

    func file() throws(Reason) -> ResultFile {
        // Version 1 came before the field.
        let version = root["format_version"] == nil ? 1 : try field("format_version", "a whole number", \.int)
        switch version {
        case 1: return try versionOne()
        case 2: return try versionTwo()
        default: throw .version(version)
        }
    }

    private func versionTwo() throws(Reason) -> ResultFile {
        var perSeed: [ResultFile.Seed] = []
        for (seed, value) in try field("per_seed", "an object", \.object).entries {
            perSeed.append(ResultFile.Seed(name: seed, metrics: try numbers(value, "per_seed/\(seed)")))
        }
        var file = try common(perSeed, denoising: try numbers(root["denoising"] ?? .object([:]), "denoising"))
        file.summary = try summary()
        return file
    }

    /// {method, timestamp, config, metrics}: one seed, whose number is in `config`; figures of the denoising evaluation
    /// stand among the metrics.
    private func versionOne() throws(Reason) -> ResultFile {
        guard let metrics = root["metrics"] else { throw .missing("per_seed") }
        let all = try numbers(metrics, "metrics")
        let denoising = all.entries.filter { $0.key.hasPrefix("denoise/") }
        let seed = root["config"]?.object?["seed"]?.int ?? 0
        let rest = all.without(Set(denoising.map(\.key)))
        var file = try common(
            [ResultFile.Seed(name: String(seed), metrics: rest)], denoising: JSONObject(denoising))
        file.formatVersion = 1
        return file
    }

    // It heads columns and rows.
    private func method() throws(Reason) -> String {
        let method = try field("method", "a string", \.string)
        guard !method.isEmpty, !method.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw .wrongType("method", expected: "a name on one line", found: "'\(method)'")
        }
        return method
    }

    private func common(_ perSeed: [ResultFile.Seed], denoising: JSONObject) throws(Reason) -> ResultFile {
        ResultFile(
            method: try method(), timestamp: try field("timestamp", "a string", \.string),
            config: SampleConfig(try field("config", "an object", \.object)), perSeed: perSeed, denoising: denoising,
            provenance: root[Provenance.key] == nil ? nil : try field(Provenance.key, "an object", \.object))
    }

    private func summary() throws(Reason) -> [SummaryEntry] {
        var entries: [SummaryEntry] = []
        for (name, value) in try field("summary", "an object", \.object).entries {
            let path = "summary/\(name)"
            guard let object = value.object else { throw .wrongType(path, expected: "an object", found: value.kind) }
            var figures: [Double] = []
            for key in ["mean", "std"] {
                guard let entry = object[key] else { throw .missing("\(path)/\(key)") }
                guard let number = entry.number else {
                    throw .wrongType("\(path)/\(key)", expected: "a number", found: entry.kind)
                }
                figures.append(number)
            }
            entries.append(SummaryEntry(name, Statistic(mean: figures[0], std: figures[1])))
        }
        return entries
    }

    /// `value`, an object of numbers and of such objects.
    private func numbers(_ value: JSON, _ path: String) throws(Reason) -> JSONObject {
        guard let object = value.object else { throw .wrongType(path, expected: "an object", found: value.kind) }
        for (key, entry) in object.entries where entry.number == nil {
            guard entry.object != nil else {
                throw .wrongType("\(path)/\(key)", expected: "a number or a table of numbers", found: entry.kind)
            }
            _ = try numbers(entry, "\(path)/\(key)")
        }
        return object
    }

    private func field<Value>(
        _ key: String, _ expected: String, _ read: (JSON) -> Value?
    ) throws(Reason) -> Value {
        guard let entry = root[key] else { throw .missing(key) }
        guard let value = read(entry) else { throw .wrongType(key, expected: expected, found: entry.kind) }
        return value
    }
}
