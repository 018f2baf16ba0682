import Testing

@testable import Metrics

@Suite struct MetricTableTests {
    @Test func anEvaluationWritesTheTable() throws {
        let train = try TrainReference(diagrams: [pair, chain], layout: tiny)
        let names = try evaluate(rows([pair]), against: train).scalars.map(\.name)
        #expect(names == Metric.all.map(\.fileKey))
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.hasPrefix("eval/") })
    }

    @Test func namesAreFoundWithAndWithoutPrefix() {
        for metric in Metric.all {
            #expect(Metric.named(metric.key)?.key == metric.key)
            #expect(Metric.named(metric.fileKey)?.key == metric.key)
        }
        #expect(Metric.named("unknown") == nil)
        let figures = [NamedValue("eval/a", 1), NamedValue("b", 2)]
        #expect(figures.value(of: "a") == 1)
        #expect(figures.value(of: "eval/b") == 2)
        #expect(figures.value(of: "c") == nil)
    }

    /// A comparison says of a row that it is diagnostic by its label alone.
    @Test func labels() {
        #expect(Set(Metric.all.map(\.label)).count == Metric.all.count)
        for metric in Metric.all {
            #expect(metric.label.hasSuffix("diag.)") == (metric.role == .diagnostic), "\(metric.key)")
        }
    }

    @Test func everyFamilyListsItsOwnDiagnosticOnesLast() {
        let listed = Metric.Family.allCases.flatMap { Metric.listed(in: $0) }
        #expect(Set(listed.map(\.key)) == Set(Metric.all.filter { $0.role != .unlisted }.map(\.key)))
        #expect(
            Metric.listed(in: .distribution).map(\.key) == [
                "node_js", "edge_js", "node_tv", "edge_tv", "rooms_w1", "node_kl", "edge_kl", "num_rooms_kl",
            ])
        #expect(Metric.overview.count == 8)
    }

    /// A share is a percentage and better the higher it is, a distance a number and better the lower; counts are neither.
    @Test func directionsAgreeWithKeys() {
        let distances = ["_kl", "_js", "_tv", "_w1", "mmd_"]
        for metric in Metric.all {
            let isDistance = distances.contains { metric.key.contains($0) }
            let isCount = metric.key.hasPrefix("num_") && !isDistance || metric.key == "topN"
            #expect(
                metric.direction == (isDistance ? .lowerIsBetter : isCount ? .none : .higherIsBetter),
                "\(metric.key)")
            #expect(metric.format == .number || metric.direction == .higherIsBetter, "\(metric.key)")
        }
    }
}
