import Files
import JSON

/// The dataset a result was evaluated against, as bds records it.
public struct RecordedDataset: Hashable, Sendable, CustomStringConvertible {
    /// As it was named then: a file, or how it was made up.
    public let path: String
    /// Of its plans, in hexadecimal.
    public let sha256: String

    /// "data.mat (5639515f)": two datasets may have one name.
    public var description: String {
        "\(path.split(separator: "/").last ?? "") (\(sha256.prefix(8)))"
    }
}

extension ResultFile {
    /// nil where the file does not record it: the reference does not.
    public var dataset: RecordedDataset? {
        guard let recorded = provenance?["dataset"]?.object, let sha256 = recorded["sha256"]?.string
        else { return nil }
        return RecordedDataset(path: recorded["path"]?.string ?? "", sha256: sha256)
    }
}

/// Something in which columns of a comparison differ that they should share for their figures to be held against each
/// other. What a result does not record differs from nothing.
public struct ComparisonCaveat: Hashable, Sendable, CustomStringConvertible {
    /// "dataset", "samples per seed" …
    public let condition: String
    /// Each value with the methods that have it, in the order of columns.
    public let groups: [Group]

    /// The methods that share a value.
    public struct Group: Hashable, Sendable {
        /// As a reader sees it.
        public let value: String
        /// In the order of columns.
        public let methods: [String]
    }

    /// "the columns differ in steps: 50 (a), 100 (b, c)"
    public var description: String {
        "the columns differ in \(condition): "
            + groups.map { "\($0.value) for \($0.methods.joined(separator: ", "))" }.joined(
                separator: "; ")
    }

    /// All of `results`, which stand in the order of columns.
    static func all(_ results: [ResultFile]) -> [ComparisonCaveat] {
        let conditions: [(String, (ResultFile) -> String?)] = [
            ("dataset", { $0.dataset?.description }),
            ("samples per seed", { $0.config.numSamples.map { "\($0)" } }),
            ("sampling steps", { $0.config.samplingSteps.map { "\($0)" } }),
            ("seeds", { $0.perSeed.map(\.name).sorted { $0.sortsBefore($1) }.joined(separator: ", ") }),
        ]
        return conditions.compactMap { condition, value in
            var groups: [(value: ExactString, methods: [String])] = []
            for result in results {
                guard let value = value(result).map({ ExactString($0) }) else { continue }
                if let known = groups.firstIndex(where: { $0.value == value }) {
                    groups[known].methods.append(result.method)
                } else {
                    groups.append((value, [result.method]))
                }
            }
            guard groups.count > 1 else { return nil }
            return ComparisonCaveat(
                condition: condition,
                groups: groups.map { Group(value: $0.value.text, methods: $0.methods) })
        }
    }
}
