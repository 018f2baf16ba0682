import BubbleDiagrams
import RandomStreams
import Sampling
import Testing

@testable import Training

/// The gradient is what finite differences say. (scripts/check-interop holds it against PyTorch's autograd.)
@Suite struct GradientTests {
    private static let layout = ParameterLayout(Fixtures.model)

    private static func batch(_ options: TrainingOptions) throws -> [MaskedBatch] {
        let plans = try Fixtures.plans()
        let maker = BatchMaker(
            plans.train, layout: .rplan, options: options, edgeWeights: plans.edgeClassWeights)
        var generator = TorchGenerator(seed: 5)
        return maker.chunks(Array(0..<6), of: 4, &generator)
    }

    private static func loss(_ parameters: [Float], _ chunks: [MaskedBatch], _ pass: TrainingPass) -> Double {
        chunks.reduce(0) { $0 + pass.run($1, parameters, gradient: nil) }
    }

    @Test(arguments: layout.entries.map(\.name))
    func ofEveryTensorIsThatOfFiniteDifferences(name: String) throws {
        let layout = Self.layout
        let entry = try #require(layout.entries.first { $0.name == name })
        var options = Fixtures.options
        options.times = .stratified
        let chunks = try Self.batch(options)
        let parameters = Fixtures.randomState(layout).parameters
        let pass = TrainingPass(layout, diagrams: 4)
        var gradient = [Float](repeating: 0, count: layout.count)
        for chunk in chunks { _ = pass.run(chunk, parameters, gradient: &gradient) }

        // Along the tensor's own gradient the loss must rise by the gradient's length, and along random signs by its
        // product with them. Float32 limits how fine a difference can be.
        var generator = TorchGenerator(seed: 9)
        let own = entry.range.map { Double(gradient[$0]) }
        let length = own.reduce(0) { $0 + $1 * $1 }.squareRoot()
        try #require(length > 0)
        let directions = [own.map { $0 / length }, own.map { _ in generator.uniformFloat() < 0.5 ? -1 : 1 }]
        for direction in directions {
            let size = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let expected = zip(own, direction).reduce(0) { $0 + $1.0 * $1.1 }
            let h = 0.02 / size
            func moved(_ by: Double) -> Double {
                var there = parameters
                for (index, d) in zip(entry.range, direction) { there[index] += Float(by * d) }
                return Self.loss(there, chunks, pass)
            }
            // Richardson's: the error falls with the fourth power of the step.
            let wide = (moved(h) - moved(-h)) / (2 * h)
            let narrow = (moved(h / 2) - moved(-h / 2)) / h
            let found = (4 * narrow - wide) / 3
            #expect(abs(found - expected) <= 0.01 * length * size / 2 + 2e-4 * size, "\(found), expected \(expected)")
        }
    }

    @Test func maskAndPadAreNeverPredicted() throws {
        let chunks = try Self.batch(Fixtures.options)
        var gradient = [Float](repeating: 0, count: Self.layout.count)
        let pass = TrainingPass(Self.layout, diagrams: 4)
        for chunk in chunks { _ = pass.run(chunk, Fixtures.randomState(Self.layout).parameters, gradient: &gradient) }
        let bias = try #require(Self.layout.entries.first { $0.name == "node_head.bias" })
        #expect(bias.range.suffix(2).allSatisfy { gradient[$0] == 0 })
        #expect(bias.range.prefix(13).contains { gradient[$0] != 0 })
    }
}
