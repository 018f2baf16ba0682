import Foundation
import RandomStreams
import TestSupport
import Testing

/// torch's and numpy's own draws, by seed. Each `then_…` continues the one before it.
private struct Draws: Decodable {
    let rand_float32: [Float]
    let then_rand_float64: [Double]
    let then_exponential_float32: [Float]
    let then_randint_1_9: [Int]
    let then_multinomial_replacement: [Int]
    let then_multinomial_one_per_row: [Int]
    let randperm_12: [Int]
    let numpy_choice_7_of_20: [Int]
}

@Suite struct TorchGeneratorTests {
    private let golden: [String: Draws]

    init() throws {
        golden = try Golden.decode([String: Draws].self, from: Golden.file("random.json"))
    }

    @Test(arguments: ["0", "42", "1337", "2147483653"])
    func drawsWhatTorchDraws(seed: String) throws {
        let draws = try #require(golden[seed])
        let number = try #require(UInt64(seed))
        var generator = TorchGenerator(seed: number)
        #expect(draws.rand_float32.map { _ in generator.uniformFloat() } == draws.rand_float32)
        #expect(draws.then_rand_float64.map { _ in generator.uniformDouble() } == draws.then_rand_float64)
        #expect(
            draws.then_exponential_float32.map { _ in generator.exponentialFloat() }
                == draws.then_exponential_float32)
        #expect(draws.then_randint_1_9.map { _ in generator.integer(in: 1..<9) } == draws.then_randint_1_9)
        let weights: [Float] = [0.1, 0.2, 0.3, 0.4]
        #expect(
            generator.indices(weights: weights, count: draws.then_multinomial_replacement.count)
                == draws.then_multinomial_replacement)
        #expect(
            draws.then_multinomial_one_per_row.map { _ in generator.index(probabilities: weights) }
                == draws.then_multinomial_one_per_row)
        generator = TorchGenerator(seed: number)
        #expect(generator.permutation(12) == draws.randperm_12)
        var state = NumPyRandomState(seed: number)
        #expect(state.choice(20, size: 7) == draws.numpy_choice_7_of_20)
    }

    @Test func bulkOutputsAndSkippingAreTheSameStream() {
        var one = TorchGenerator(seed: 7)
        var bulk = one
        var skipping = one
        let words = (0..<2000).map { _ in one.nextUInt32() }
        #expect(bulk.outputs(700) + bulk.outputs(1300) == words)
        skipping.skip(1500)
        #expect(skipping.outputs(500) == Array(words[1500...]))
    }

    @Test func seedsCountModulo32Bits() {
        var small = TorchGenerator(seed: 5)
        var large = TorchGenerator(seed: 5 + 1 << 32)
        #expect(small.outputs(4) == large.outputs(4))
    }

    @Test func permutationsOfNothingAndOne() {
        var generator = TorchGenerator(seed: 1)
        #expect(generator.permutation(0) == [])
        #expect(generator.permutation(1) == [0])
    }
}
