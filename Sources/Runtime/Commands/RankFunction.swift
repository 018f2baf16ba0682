import Language
import Metrics

/// `rank($all, [inside_validity, edge_js])`
struct RankFunction: Command {
    let signature = CommandSignature(
        ["rank"], "the places of evaluations by some metrics, the best on average first",
        details: """
            Each is a Ranking: its method, its place by each metric (1 is best; equals share the mean of their places, \
            what has no figure the last ones), and rank, the mean of these.
            """,
        parameters: [
            Parameter(
                "evaluations", .list(.object(ObjectTypes.evaluation)), .positional, absent: .required, "what to rank"),
            Parameter("by", .list(.word("metric")), .positional, absent: .required, "metrics that say what is better"),
        ],
        result: .list(.object(ObjectTypes.ranking)),
        examples: ["table rank([$before, $after], [inside_validity, edge_js]) [method, rank, edge_js]"])

    func validate(_ arguments: any ArgumentValues) throws { _ = try Self.metrics(arguments) }

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let evaluations = arguments.list("evaluations").compactMap { value -> EvaluationObject? in
            if case .object(let object) = value { object as? EvaluationObject } else { nil }
        }
        return .list(
            RankingObject.all(evaluations, by: try Self.metrics(arguments) ?? []).map { .object($0) })
    }

    /// nil where they are not known yet.
    private static func metrics(_ arguments: any ArgumentValues) throws -> [Metric]? {
        guard case .list(let names)? = arguments.value("by") else { return nil }
        guard !names.isEmpty else { throw CommandFailure("by is empty", about: "by", isMistake: true) }
        return try names.compactMap(\.text).map { name in
            let known = Metric.all.filter { $0.direction != .none }.map(\.key)
            guard let metric = Metric.named(name), metric.direction != .none else {
                let hint = Suggestions.closest(to: name, among: known).first.map { "did you mean `\($0)`?" }
                throw CommandFailure(
                    Metric.named(name) == nil
                        ? "there is no metric \(name)" : "\(name) tells, and none is better than another", about: "by",
                    hint: hint, isMistake: true)
            }
            return metric
        }
    }
}
