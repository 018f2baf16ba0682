import BubbleDiagrams
import Testing

@testable import Metrics

@Suite struct EvaluationTests {
    private let train: TrainReference

    init() throws {
        train = try TrainReference(diagrams: [pair, chain, triangle, pair], layout: tiny)
    }

    private func allFigures(_ metrics: SeedMetrics) -> [Double] {
        metrics.scalars.map(\.value) + metrics.validityByRooms.flatMap { $0.value.map(\.value) }
            + metrics.transitivityByRooms.flatMap { $0.value.map(\.value) }
            + metrics.edgePresentRateByRooms.map(\.value)
    }

    /// Whenever it is asked whether to go on, it can be stopped.
    @Test func anEvaluationCanBeStoppedWithin() throws {
        struct Stop: Error {}
        let train = try TrainReference(diagrams: [pair, chain], layout: tiny)
        let samples = rows([pair, chain, triangle])
        var asked = 0
        _ = try evaluate(samples, against: train) { asked += 1 }
        #expect(asked > Metric.all.count)
        for stop in 1...asked {
            var left = stop
            #expect(throws: Stop.self) {
                try evaluate(samples, against: train) {
                    left -= 1
                    if left == 0 { throw Stop() }
                }
            }
        }
    }

    @Test func theTrainSplitAgainstItself() throws {
        let metrics = try evaluate(rows([pair, chain, triangle, pair]), against: train)
        #expect(metrics["validity_rate"] == 1)
        #expect(metrics["novelty"] == 0)
        #expect(metrics["diversity"] == 0.75)
        #expect(metrics["eval/mode_coverage"] == 1)
        #expect(metrics["node_js"] == 0)
        #expect(metrics.validityByRooms.map(\.rooms) == [2, 3])
        // A pair has its one edge, a chain two of three, a triangle all three.
        let rates = metrics.edgePresentRateByRooms.map(\.value)
        #expect(rates[0] == 1)
        #expect(isClose(rates[1], 5.0 / 6))
    }

    @Test func keysAndTheirOrder() throws {
        let names = try evaluate(rows([pair]), against: train).scalars.map(\.name)
        #expect(names.count == 46)
        #expect(Set(names).count == 46)
        #expect(names.allSatisfy { $0.hasPrefix("eval/") })
        #expect(names.first == "eval/validity_rate")
        #expect(names.last == "eval/inside_validity")
        #expect(names[17] == "eval/num_pairs_evaluated")
    }

    @Test func rowsThatSpellNothingCountAsEmpty() throws {
        var samples = rows([pair, pair])
        samples.tokens[0] = Vocabulary.rplan.room.mask
        samples.tokens[tiny.length] = 99
        let metrics = try evaluate(samples, against: train)
        #expect(metrics["validity_rate"] == 0)
        #expect(metrics["no_mask_rate"] == 0.5)
        #expect(metrics["novelty"] == 1)
        #expect(metrics["diversity"] == 0.5)
        #expect(metrics["inside_validity"] == 1)
        #expect(metrics["mmd_degree"] == 0)
        #expect(metrics["num_sample_modes"] == 1)
        #expect(
            metrics.transitivityByRooms == [
                RoomCountGroup(
                    rooms: 0,
                    value: [
                        NamedValue("transitivity_score", 1), NamedValue("h_consistent", 1),
                        NamedValue("v_consistent", 1),
                    ])
            ])
        #expect(metrics.edgePresentRateByRooms == [RoomCountGroup(rooms: 0, value: 0)])
        #expect(allFigures(metrics).allSatisfy { $0.isFinite })
    }

    @Test func noRowsAtAll() throws {
        let metrics = try evaluate(TokenRows(layout: tiny), against: train)
        #expect(allFigures(metrics).allSatisfy { $0.isFinite })
        #expect(metrics.validityByRooms.isEmpty)
    }

    @Test func oneSampleAgainstOneDiagram() throws {
        let one = try TrainReference(diagrams: [plan([.kitchen], [])], layout: tiny)
        for sample in [pair, plan([.kitchen], []), .empty] {
            let metrics = try evaluate(rows([sample]), against: one)
            #expect(allFigures(metrics).allSatisfy { $0.isFinite })
        }
    }

    @Test func emptyTrainDiagramsAreTaken() throws {
        let nothing = try TrainReference(diagrams: [.empty], layout: tiny)
        let metrics = try evaluate(rows([pair]), against: nothing)
        #expect(allFigures(metrics).allSatisfy { $0.isFinite })
    }

    @Test func evaluationsSideBySideAgree() async throws {
        let samples = rows([triangle, chain])
        let alone = try evaluate(samples, against: train)
        let reference = train
        try await withThrowingTaskGroup(of: SeedMetrics.self) { group in
            for _ in 0..<4 { group.addTask { try evaluate(samples, against: reference) } }
            for try await metrics in group { #expect(metrics == alone) }
        }
    }

    @Test func refusals() throws {
        #expect(throws: MetricsError.noTrainDiagrams) { try TrainReference(diagrams: [], layout: tiny) }
        #expect(throws: MetricsError.layout(maxRooms: 65, limit: 64)) {
            try TrainReference(diagrams: [pair], layout: TokenLayout(maxRooms: 65))
        }
        #expect(throws: MetricsError.trainDiagram(index: 0, rooms: 5, maxRooms: 4)) {
            try TrainReference(
                diagrams: [plan([RoomType](repeating: .kitchen, count: 5), [])], layout: tiny)
        }
        #expect(throws: MetricsError.trainDiagram(index: 1, rooms: 2, maxRooms: 4)) {
            try TrainReference(diagrams: [pair, plan([.kitchen, .storage], [(1, 2, .above)])], layout: tiny)
        }
        #expect(throws: MetricsError.rowLayout(samples: 8, train: 4)) {
            try evaluate(rows([pair], .rplan), against: train)
        }
        var samples = rows([pair])
        samples.padMask[0] = false
        #expect(throws: MetricsError.rowMask(index: 0)) { try evaluate(samples, against: train) }
    }

    @Test func errorsAreOneLine() {
        let errors: [MetricsError] = [
            .noTrainDiagrams, .layout(maxRooms: 0, limit: 64), .rowMask(index: 3), .eigenvalues(rooms: 4, code: 1),
        ]
        for error in errors { #expect(!error.description.isEmpty && !error.description.contains("\n")) }
    }
}
