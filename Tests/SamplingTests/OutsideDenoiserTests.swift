import BubbleDiagrams
import RandomStreams
import Sampling
import Testing

/// A denoiser as another module would write it: sure of one token everywhere, the same at all times.
private struct Certain: Denoiser, TimedDenoiser {
    let layout: TokenLayout
    let token: Int
    var value: Float = 30

    func at(_ t: Float) -> any TimedDenoiser { self }

    func logits(of wanted: [Int], in batch: PackedTokens) -> PackedLogits {
        let vocabulary = layout.vocabulary
        var row = [Float](repeating: 0, count: vocabulary.classCount)
        row[token] = value
        row[vocabulary.room.classCount + token] = value
        return PackedLogits(values: wanted.flatMap { _ in row }, vocabulary: vocabulary)
    }
}

/// A rule as another module would write it: one position after the other, whatever the network says of it; draws
/// nothing.
private struct OneByOne: SamplingRule {
    func drawCount(of step: Step, diagrams: Int, layout: TokenLayout) -> Int { 0 }

    func run(
        of batch: DiagramBatch, steps: StepSequence, stream: TorchGenerator, check: () throws -> Void
    ) -> any BatchRun {
        Run()
    }

    struct Run: BatchRun {
        mutating func advance(_ batch: inout DiagramBatch, _ step: Step, _ network: StepNetwork) throws {
            let wanted = (0..<batch.count).compactMap { diagram in
                batch.tokens(of: diagram, .masked).first.map { WantedTokens(diagram: diagram, tokens: [$0]) }
            }
            for logits in try network.logits(of: wanted, in: batch) {
                for token in logits.wanted.tokens {
                    let own = logits[token]
                    batch.unmask(token, as: (own.firstIndex(of: own.max() ?? 0) ?? own.startIndex) - own.startIndex)
                }
            }
        }
    }
}

@Suite struct OutsideDenoiserTests {
    private let layout = TokenLayout(maxRooms: 4)

    /// As another module comes by them: through a recipe.
    private func options(
        steps: Int, batchSize: Int = 64, unmasking: Unmasking = .random, topP: Double? = nil,
        remasking: Remasking? = nil, rooms: Int
    ) throws -> SamplerOptions {
        SamplerOptions(
            try SamplingRecipe(
                checkpoint: "", isV2: false, noise: "cosine", count: 1, batchSize: batchSize, steps: steps,
                unmasking: unmasking, topP: topP, remasking: remasking, rooms: .fixed(rooms), layout: layout))
    }

    @Test(arguments: Unmasking.allCases) func itIsSampledFrom(unmasking: Unmasking) throws {
        let sampler = Sampler(
            denoiser: Certain(layout: layout, token: 3), noise: .schedule(.cosine()),
            options: try options(
                steps: 9, unmasking: unmasking, topP: 0.9, remasking: Remasking(strategy: .confidence), rooms: 3))
        let rows = try #require(try sampler.sample(seeds: [1], count: 5, threads: 2).first)
        let real = zip(rows.tokens, rows.padMask).filter(\.1).map(\.0)
        #expect(real.count == 30 && real.allSatisfy { $0 == 3 })
    }

    @Test func anotherRuleIsTaken() throws {
        let sampler = Sampler(
            denoiser: Certain(layout: layout, token: 2), noise: .schedule(.cosine()),
            options: try options(steps: 6, rooms: 3), rule: OneByOne())
        let rows = try #require(try sampler.sample(seeds: [1], count: 5, threads: 2).first)
        #expect(zip(rows.tokens, rows.padMask).filter(\.1).allSatisfy { $0.0 == 2 })
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity], Unmasking.allCases)
    func logitsThatAreNotFiniteEndTheRun(value: Float, unmasking: Unmasking) throws {
        let denoiser = Certain(layout: layout, token: 0, value: value)
        let sampler = Sampler(
            denoiser: denoiser, noise: .schedule(.logLinear()),
            options: try options(steps: 4, batchSize: 2, unmasking: unmasking, rooms: 2))
        let error = #expect(throws: NonFiniteLogits.self) {
            try sampler.sample(seeds: [7], count: 6, threads: 1)
        }
        #expect(error?.seed == 7 && error?.steps == 4 && error?.step != nil)
        #expect(error.map { (0..<2).contains($0.diagram) } == true)
        #expect(throws: NonFiniteLogits(diagram: 0)) {
            try denoiser.predict(
                tokens: [13, 14, 14, 14] + [Int](repeating: 12, count: 6), rooms: 1, at: 0.5, probabilities: true)
        }
    }
}
