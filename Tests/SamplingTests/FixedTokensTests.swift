import BubbleDiagrams
import Checkpoints
import TestSupport
import Testing

@testable import Sampling

@Suite struct FixedTokensTests {
    private let layout = TokenLayout.rplan

    /// Every rule there is: what is given stands in every row, and what is around it is decided.
    @Test(
        arguments: Unmasking.allCases,
        [nil, Remasking(strategy: .cap(eta: 0.8)), Remasking(strategy: .rescale(eta: 1)), .init(strategy: .confidence)])
    func whatIsGivenStays(unmasking: Unmasking, remasking: Remasking?) throws {
        let edge = layout.position(first: 0, second: 1)
        let fixed = try FixedTokens([0: 2, 3: 9, edge: 6], layout: layout)
        let checkpoint = try Checkpoint(contentsOf: Golden.file("checkpoints/tiny_loglinear.pt"))
        func rows(_ fixed: FixedTokens) throws -> TokenRows {
            let sampler = Sampler(
                denoiser: CPUDenoiser(checkpoint.weights), noise: .schedule(.logLinear()),
                options: SamplerOptions(
                    steps: 12, batchSize: 16, unmasking: unmasking, tokenSampler: .nucleus(topP: 0.9),
                    remasking: remasking, rooms: .fixed(5), fixed: fixed))
            return try #require(try sampler.sample(seeds: [3], count: 40, threads: 2).first)
        }
        let given = try rows(fixed)
        let free = try rows(.none)
        #expect((0..<40).allSatisfy { given.row($0)[$0 * layout.length] == 2 })
        #expect((0..<40).allSatisfy { given.row($0)[$0 * layout.length + 3] == 9 })
        #expect((0..<40).allSatisfy { given.row($0)[$0 * layout.length + edge] == 6 })
        #expect((0..<40).allSatisfy { given.diagram($0) != nil })
        #expect(!(0..<40).allSatisfy { free.row($0)[$0 * layout.length] == 2 })
        #expect(given != free)
    }

    /// A diagram without the position is as it would be without the token.
    @Test func whatADiagramDoesNotHaveIsLeftOut() throws {
        let checkpoint = try Checkpoint(contentsOf: Golden.file("checkpoints/tiny_loglinear.pt"))
        func rows(_ fixed: FixedTokens) throws -> [TokenRows] {
            try Sampler(
                denoiser: CPUDenoiser(checkpoint.weights), noise: .schedule(.logLinear()),
                options: SamplerOptions(steps: 5, rooms: .fixed(3), fixed: fixed)
            ).sample(seeds: [1], count: 4, threads: 1)
        }
        #expect(try rows(FixedTokens([7: 1], layout: layout)) == rows(.none))
    }

    @Test func onlyWhatAModelMayPredictCanBeGiven() {
        #expect(throws: FixedTokenError.position(36, length: 36)) { try FixedTokens([36: 0], layout: layout) }
        #expect(throws: FixedTokenError.token(13, position: 0, classes: 13)) {
            try FixedTokens([0: 13], layout: layout)
        }
        #expect(throws: FixedTokenError.token(11, position: 8, classes: 11)) {
            try FixedTokens([8: 11], layout: layout)
        }
        #expect(throws: FixedTokenError.token(-1, position: 2, classes: 13)) {
            try FixedTokens([2: -1], layout: layout)
        }
    }
}
