import BubbleDiagrams
import Language
import Metrics
import Sampling

/// The types of objects that commands make, as the language sees them.
enum ObjectTypes {
    static let checkpoint = "Checkpoint"
    static let dataset = "Dataset"
    static let samples = "Samples"
    static let selection = "Selection"
    static let diagram = "Diagram"
    static let config = "Config"
    static let ranking = "Ranking"
    static let evaluation = "Evaluation"
    static let comparison = "Comparison"
    static let diff = "Diff"
    static let statistic = "Statistic"

    /// Whole samples, picked ones, or one diagram: whatever can be drawn.
    static let anyDiagrams = ValueType.either([.object(samples), .object(selection), .object(diagram)])
    /// Whole samples, or picked ones.
    static let anySamples = ValueType.either([.object(samples), .object(selection)])

    /// What `count` counts in samples.
    private static let counted = ValueType.either([
        .symbol(SampleKind.allCases.filter { !$0.needsTrain }.map(\.rawValue) + RoomType.allCases.map(\.name)), .int,
    ])

    static let all: [ObjectType] = [
        ObjectType(
            checkpoint, "a trained denoiser",
            fields: [
                .init("path", .string, "the file it was read from"),
                .init("noise", .string, "its noise type: \(NoiseSchedule.names.joined(separator: ", ")) or learned"),
                .init("sha256", .string, "SHA-256 of the file"),
                .init("epoch", .optional(.int), "the epoch it was saved at"),
                .init("parameters", .int, "learned numbers, rate network included"),
                .init("is_v2", .bool, "whether it has learned rates"),
                .init("d_model", .int, "width of the model"),
                .init("layers", .int, "transformer blocks"),
                .init("heads", .int, "attention heads"),
                .init("max_rooms", .int, "the most rooms a diagram can have"),
            ]),
        ObjectType(
            dataset, "plans, split into train, validation and test",
            fields: [
                .init("path", .string, "the file it was read from"),
                .init("sha256", .string, "SHA-256 of the file"),
                .init("size", .int, "plans"),
                .init("train", .int, "plans of the train split"),
                .init("validation", .int, "plans of the validation split"),
                .init("test", .int, "plans of the test split"),
                .init("rooms", .list(.float), "share of plans with 1, 2, … rooms in the train split"),
            ]),
        ObjectType(
            samples, "diagrams drawn from a checkpoint, by seed",
            fields: [
                .init("method", .string, "the name the way of sampling has in files"),
                .init("seeds", .list(.int), "the seeds"),
                .init("n", .int, "diagrams per seed"),
                .init("count", .int, "diagrams of all seeds"),
                .init("schedule", .optional(.string), "the folder of eval_results they belong to"),
                .init("path", .optional(.string), "the file that holds them; none when not saved"),
                .init("config", .object(config), "how they were made"),
            ], element: .object(diagram), slice: .object(selection), counts: counted),
        ObjectType(
            selection, "some diagrams of samples, picked by filter or by place; files are of whole samples",
            fields: [
                .init("method", .string, "the method of the samples"),
                .init("seeds", .list(.int), "the seeds of the samples"),
                .init("n", .int, "diagrams per seed of the samples"),
                .init("count", .int, "diagrams that were picked"),
                .init("schedule", .optional(.string), "the folder of eval_results the samples belong to"),
                .init("path", .optional(.string), "the file of the samples; none when not saved"),
                .init("config", .object(config), "how the samples were made"),
            ], element: .object(diagram), counts: counted),
        ObjectType(
            diagram, "one diagram of samples",
            fields: [
                .init("seed", .int, "its seed"),
                .init("row", .int, "its place in the seed's samples"),
                .init("size", .int, "how many rooms it has; 0 where its tokens spell no diagram"),
                .init("rooms", .list(.string), "its rooms' types, in order"),
                .init("relations", .list(.list(.any)), "[room, relation, room] each, rooms by their places"),
                .init("valid", .bool, "whether validity_rate counts it"),
                .init("reason", .optional(.string), "why it was picked, when a filter did it"),
            ]),
        ObjectType(
            config, "how samples were made, by the names of sample's arguments",
            fields: ConfigObject.names.map { .init($0.name, $0.type, $0.summary) }, keyed: .any),
        ObjectType(
            evaluation, "metrics of samples, by seed and over the seeds",
            fields: [
                .init("method", .string, "the method evaluated"),
                .init("seeds", .list(.string), "the seeds"),
                .init("path", .optional(.string), "the result file; none when evaluated in memory"),
                .init("config", .object(config), "how the samples were made"),
                .init("made", .string, "when it was evaluated"),
            ]
                + Metric.all.map {
                    .init($0.key, .object(statistic), "mean and std over the seeds", better: .init($0.direction))
                },
            keyed: .object(statistic), isKey: isMetric),
        ObjectType(
            statistic, "one metric over the seeds",
            fields: [
                .init("mean", .float, "mean over the seeds"),
                .init("std", .float, "population standard deviation over the seeds"),
                .init("values", .list(.float), "the figure of each seed"),
            ], measure: "mean"),
        ObjectType(
            ranking, "one evaluation's places among others; rank() makes them",
            fields: [
                .init("method", .string, "the method evaluated"),
                .init("path", .optional(.string), "the result file; none when evaluated in memory"),
                .init("rank", .float, "the mean of its places", better: .lower),
            ] + Metric.all.map { .init($0.key, .optional(.float), "its place by that metric, from 1", better: .lower) }),
        ObjectType(
            comparison, "a table of methods by metrics",
            fields: [
                .init("methods", .list(.string), "the methods, in the table's order"),
                .init("path", .optional(.string), "the Markdown file; none when only printed"),
            ]),
        ObjectType(
            diff, "what differs between two results",
            fields: [
                .init("unexpected", .int, "differences that were not expected"),
                .init("expected", .int, "new metrics that were expected"),
            ]),
    ]
}

extension ObjectTypes {
    /// A metric, with or without `eval/`, or an entry of a table by number of rooms.
    private static let isMetric: @Sendable (String) -> Bool = { key in
        let name = key.hasPrefix("eval/") ? String(key.dropFirst("eval/".count)) : key
        return Metric.all.contains { $0.key == name } || key.contains(#/^[a-z_]+_by_num_rooms/[0-9]+/#)
    }
}

extension ObjectType.Better {
    init?(_ direction: Metric.Direction) {
        switch direction {
        case .higherIsBetter: self = .higher
        case .lowerIsBetter: self = .lower
        case .none: return nil
        }
    }
}

/// What `info` says of an object, a line each.
protocol Described {
    var details: [(name: String, text: String)] { get }
}
