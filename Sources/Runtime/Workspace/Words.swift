import Foundation
import Language
import Results

extension Runtime {
    /// The words of a kind that stand on the disk or in the table, for TAB: "schedule", "method", "topic" …
    /// - Parameter before: the text before the cursor; its last `schedule=` says of which folder.
    public func words(of kind: String, before: String) -> [(text: String, summary: String)] {
        switch kind {
        case "schedule": Self.schedules()
        case "method": Self.methods(Self.schedule(in: before))
        case "metric": Metric.names.map { ($0, "") }
        case "topic": Self.topics
        default: []
        }
    }

    /// The values that the disk suggests for an argument of that name, as a script writes them: the seeds that results
    /// have, those of the most results first.
    public func values(for argument: String) -> [(text: String, summary: String)] {
        guard argument == "seeds" else { return [] }
        let files = Self.schedules().flatMap { (try? EvalFolder.files($0.text, ending: ".json")) ?? [] }
        let seeds = files.compactMap { try? ResultFile(contentsOf: $0).perSeed.compactMap { Int($0.name) } }
        let counts = Dictionary(seeds.filter { !$0.isEmpty }.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.map { seeds, count in
            ("[\(seeds.map(String.init).joined(separator: ", "))]", "of \(counted(count, "result file")) here", count)
        }.sorted { ($1.2, $0.0) < ($0.2, $1.0) }.map { ($0.0, $0.1) }
    }

    private static func schedules() -> [(text: String, summary: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: EvalFolder.name)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().compactMap { name in
            var isFolder: ObjCBool = false
            let path = EvalFolder.url(name).path
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
                return nil
            }
            return (name, counted(methods(name).count, "method"))
        }
    }

    /// All methods with samples or results; of every folder when none is named.
    private static func methods(_ schedule: String?) -> [(text: String, summary: String)] {
        guard let schedule else {
            var seen: Set<String> = []
            return schedules().flatMap { methods($0.text) }.filter { seen.insert($0.text).inserted }
        }
        guard EvalFolder.isName(schedule) else { return [] }
        func names(_ ending: String) -> Set<String> {
            let files = (try? EvalFolder.files(schedule, ending: ending)) ?? []
            return Set(files.map { String($0.lastPathComponent.dropLast(ending.count)) })
        }
        let (samples, results) = (names(SampleFile.suffix), names(".json"))
        return ComparisonTable.inFileOrder(samples.union(results)).map { name in
            let parts = [samples.contains(name) ? "samples" : nil, results.contains(name) ? "results" : nil]
            return (name, parts.compactMap(\.self).joined(separator: ", "))
        }
    }

    private static func schedule(in text: String) -> String? {
        text.matches(of: /schedule\s*=\s*"?([^\s"]+)/).last.map { String($0.output.1) }
    }

    private static var topics: [(text: String, summary: String)] {
        [("language", "the language"), ("errors", "how to read errors"), ("prompt", "keys and files of the prompt")]
            + table.commands.map { ($0.words[0], $0.summary) } + table.objectTypes.map { ($0.name, $0.summary) }
    }
}
