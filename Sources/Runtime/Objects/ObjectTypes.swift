import Language
import Metrics
import Sampling

/// The types of objects that commands make, as the language sees them.
enum ObjectTypes {
    static let checkpoint = "Checkpoint"
    static let dataset = "Dataset"
    static let samples = "Samples"
    static let evaluation = "Evaluation"
    static let comparison = "Comparison"
    static let diff = "Diff"
    static let statistic = "Statistic"

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
            ], element: .object(samples)),
        ObjectType(
            evaluation, "metrics of samples, by seed and over the seeds",
            fields: [
                .init("method", .string, "the method evaluated"),
                .init("seeds", .list(.string), "the seeds"),
                .init("path", .optional(.string), "the result file; none when evaluated in memory"),
            ] + Metric.all.map { .init($0.key, .object(statistic), "mean and std over the seeds") },
            keyed: .object(statistic), isKey: isMetric),
        ObjectType(
            statistic, "one metric over the seeds",
            fields: [
                .init("mean", .float, "mean over the seeds"),
                .init("std", .float, "population standard deviation over the seeds"),
            ]),
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

/// What `info` says of an object, a line each.
protocol Described {
    var details: [(name: String, text: String)] { get }
}
