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
        default: file[name].map { .object(StatisticObject(name: name, statistic: $0)) }
        }
    }

    func element(at index: Value) -> Value? {
        guard let name = index.text else { return nil }
        return file[name].map { .object(StatisticObject(name: name, statistic: $0)) }
    }
}

/// One metric over the seeds.
struct StatisticObject: ObjectValue {
    let name: String
    let statistic: Statistic

    var typeName: String { ObjectTypes.statistic }
    var summary: String { "\(name) \(PythonFloat.repr(statistic.mean)) ± \(PythonFloat.repr(statistic.std))" }

    func field(_ name: String) -> Value? {
        switch name {
        case "mean": .float(statistic.mean)
        case "std": .float(statistic.std)
        default: nil
        }
    }
}
