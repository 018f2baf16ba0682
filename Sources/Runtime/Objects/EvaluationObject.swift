import Foundation
import JSON
import Language
import Results

/// One method's metrics as scripts see them.
struct EvaluationObject: ObjectValue, Described {
    let file: ResultFile
    /// The result file; nil when evaluated in memory.
    let url: URL?

    var typeName: String { ObjectTypes.evaluation }

    var summary: String {
        "evaluation \(file.method): \(counted(file.perSeed.count, "seed"))"
            + (file["validity_rate"].map { ", validity \(percentage($0.mean))" } ?? "")
            + (url.map { ", \($0.relativePath)" } ?? ", in memory")
    }

    var details: [(name: String, text: String)] {
        [
            ("evaluation", file.method),
            ("file", url?.relativePath ?? "in memory"),
            ("made", file.timestamp),
            ("seeds", file.perSeed.map(\.name).joined(separator: ", ")),
        ] + file.config.json.entries.filter { $0.key != "seeds" }.map { ("config \($0.key)", $0.value.pythonText) }
            + provenanceDetails(file.provenance)
            + file.summary.map {
                ($0.name, "\(PythonFloat.repr($0.value.mean)) ± \(PythonFloat.repr($0.value.std))")
            }
    }

    func field(_ name: String) -> Value? {
        switch name {
        case "method": .string(file.method)
        case "seeds": .list(file.perSeed.map { .string($0.name) })
        case "path": url.map { .string($0.relativePath) } ?? Value.none
        case "config": .object(ConfigObject(config: file.config))
        case "made": .string(file.timestamp)
        default: statistic(name).map { .object($0) }
        }
    }

    func element(at index: Value) -> Value? {
        index.text.flatMap(statistic).map { .object($0) }
    }

    private func statistic(_ name: String) -> StatisticObject? {
        file[name].map { statistic in
            StatisticObject(
                name: name, statistic: statistic,
                values: file.perSeed.compactMap { seed in seed.metrics.flattened.value(of: name) })
        }
    }
}

/// One metric over the seeds.
struct StatisticObject: ObjectValue {
    let name: String
    let statistic: Statistic
    /// Of each seed that has it.
    let values: [Double]

    var typeName: String { ObjectTypes.statistic }
    var summary: String { "\(name) \(PythonFloat.repr(statistic.mean)) ± \(PythonFloat.repr(statistic.std))" }

    func field(_ name: String) -> Value? {
        switch name {
        case "mean": .float(statistic.mean)
        case "std": .float(statistic.std)
        case "values": .list(values.map { .float($0) })
        default: nil
        }
    }
}
