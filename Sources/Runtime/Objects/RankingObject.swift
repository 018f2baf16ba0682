import Language
import Metrics

/// One evaluation among others: its place by each of some metrics, and on average.
struct RankingObject: ObjectValue {
    let method: String
    /// Of the result file.
    let path: String?
    /// By metric, from 1; those that are as good share the mean of their places, those without a figure the last ones.
    let ranks: [String: Double]
    /// The mean of the ranks.
    let rank: Double

    var typeName: String { ObjectTypes.ranking }
    var summary: String { "\(method): rank \(rank)" }

    func field(_ name: String) -> Value? {
        switch name {
        case "method": .string(method)
        case "path": path.map { .string($0) } ?? Value.none
        case "rank": .float(rank)
        default: ranks[name].map { .float($0) } ?? (Metric.named(name) == nil ? nil : Value.none)
        }
    }

    /// All of them, the best first; of equals the one that stood first.
    static func all(_ evaluations: [EvaluationObject], by metrics: [Metric]) -> [RankingObject] {
        var ranks = [[String: Double]](repeating: [:], count: evaluations.count)
        for metric in metrics {
            for (place, rank) in places(evaluations.map { $0.file[metric.key]?.mean }, metric.direction).enumerated() {
                ranks[place][metric.key] = rank
            }
        }
        let rankings = zip(evaluations, ranks).map { evaluation, ranks in
            RankingObject(
                method: evaluation.file.method, path: evaluation.url?.relativePath, ranks: ranks,
                rank: ranks.values.reduce(0, +) / Double(max(ranks.count, 1)))
        }
        return rankings.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
    }

    private static func places(_ values: [Double?], _ direction: Metric.Direction) -> [Double] {
        // The better, the lower; what is missing comes last.
        let costs = values.map { value -> Double in
            guard let value, !value.isNaN else { return .infinity }
            return direction == .higherIsBetter ? -value : value
        }
        return costs.map { cost in
            let better = costs.count { $0 < cost }
            let equal = costs.count { $0 == cost }
            return Double(better) + Double(equal + 1) / 2
        }
    }
}
