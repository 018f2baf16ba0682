import Files
import Foundation
import Language
import Metrics
import Results

extension Runtime {
    private var results: ResultsFolder { session.preferences.results }

    /// The words of a kind that stand on the disk or in the table, for TAB: "schedule", "method", "topic" …, and the values
    /// of the argument "seeds".
    /// - Parameter before: the text before the cursor; its last `schedule=` says of which folder.
    public func words(of kind: String, before: String) -> [(text: String, summary: String)] {
        switch kind {
        case "schedule": schedules()
        case "method": methods(schedule(in: before))
        case "field": ObjectTypes.fieldNames
        case "metric": Metric.all.map { ($0.key, "") }
        case "topic": topics
        case "seeds": seeds(schedule(in: before))
        default: []
        }
    }

    private func schedules() -> [(text: String, summary: String)] {
        let top = folders(in: results.url)
        let within = top.flatMap { name in folders(in: results.url(name)).map { "\(name)/\($0)" } }
        return (top + within).sorted().map { ($0, counted(methods($0).count, "method")) }
    }

    private func folders(in folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter {
            !$0.hasPrefix(".") && FileStatus(folder.appendingPathComponent($0))?.kind == .folder
        }
    }

    /// All methods with samples or results; of every folder when none is named.
    private func methods(_ schedule: String?) -> [(text: String, summary: String)] {
        guard let schedule else {
            var seen: Set<String> = []
            return schedules().flatMap { methods($0.text) }.filter { seen.insert($0.text).inserted }
        }
        guard ResultsFolder.isName(schedule) else { return [] }
        return ((try? results.methods(schedule)) ?? []).map { method in
            let parts = [method.hasSamples ? "samples" : nil, method.hasResults ? "results" : nil]
            return (method.name, parts.compactMap(\.self).joined(separator: ", "))
        }
    }

    /// The seeds of the results that are there.
    private func seeds(_ schedule: String?) -> [(text: String, summary: String)] {
        var methods: [String: Int] = [:]
        for schedule in schedule.map({ [$0] }) ?? schedules().map(\.text) where ResultsFolder.isName(schedule) {
            for url in (try? results.files(schedule, ending: ".json")) ?? [] {
                for seed in (try? ResultFile(contentsOf: url))?.perSeed ?? [] { methods[seed.name, default: 0] += 1 }
            }
        }
        let seeds = methods.compactMap { name, count in Int(name).map { (seed: $0, count: count) } }
        return seeds.sorted { $0.seed < $1.seed }.map { ("\($0.seed)", "in " + counted($0.count, "result")) }
    }

    private func schedule(in text: String) -> String? {
        text.matches(of: /schedule\s*=\s*"?([^\s"]+)/).last.map { String($0.output.1) }
    }

    private var topics: [(text: String, summary: String)] {
        [
            ("language", "the language"), ("functions", "what expressions call"),
            ("hydra", "what the Python side writes, and what is written here"), ("errors", "how to read errors"),
            ("prompt", "keys and files of the prompt"),
        ]
            + Self.table.commands.map { ($0.words[0], $0.summary) }
            + Self.table.functions.map { ($0.name, $0.summary) }
            + Self.table.objectTypes.map { ($0.name, $0.summary) }
    }
}
