import BubbleDiagrams
import Concurrency
import RandomStreams

/// What a run asks of the network, known without running it: a batch is sampled with a denoiser that counts tokens and
/// computes nothing. What is unmasked and remasked when follows from the draws, and only a little from the logits, so the
/// count is that of any checkpoint of these sizes.
public struct SamplingCost: Sendable {
    /// Tokens passed through the network at each step, first step first, for one diagram.
    public let tokensByStep: [Double]
    /// Of those, rows that the last block's MLP computes.
    public let wanted: Double
    /// Tokens passed once per run, however many diagrams (`RunNetwork`).
    public let shared: Double
    /// Passes through the network for one diagram.
    public let passes: Double
    private let options: SamplerOptions
    private let noise: Noise
    private let configuration: DenoiserConfiguration

    /// Tokens passed through the network for one diagram.
    public var tokens: Double { tokensByStep.reduce(0, +) }

    /// Samples one batch of 64 with a denoiser that only counts.
    public init(configuration: DenoiserConfiguration, noise: Noise, options: SamplerOptions) {
        let counter = CountingDenoiser(configuration.layout, steps: options.steps)
        var one = options
        one.batchSize = 64
        let sampler = Sampler(denoiser: counter, noise: noise, options: one)
        _ = try? sampler.sample(seeds: [0], count: one.batchSize, threads: 1, monitor: counter)
        let counts = counter.counts
        let diagrams = Double(one.batchSize)
        tokensByStep = counts.tokens.map { Double($0) / diagrams }
        wanted = Double(counts.wanted) / diagrams
        shared = Double(counts.shared)
        passes = Double(counts.passes) / diagrams
        self.options = options
        self.noise = noise
        self.configuration = configuration
    }

    /// Wall-clock time of a run of `diagrams` diagrams of each of `seeds` seeds, by what passes take on this machine now.
    /// - Returns: 0 where the device cannot tell.
    public func seconds(on device: any Device, diagrams: Int, seeds: Int, threads: Int) -> Double {
        // Which weights they are costs nothing.
        guard let denoiser = try? device.denoiser(.stand(in: configuration)) else { return 0 }
        // A block's products, per token in units of width²: 3 + 1 for attention, twice the ratio for the MLP.
        let block = Double(4 + 2 * configuration.mlpRatio)
        let trimmed = (block - 3) / (block * Double(configuration.layerCount))
        let count = Double(diagrams * seeds)
        let passed = count * (tokens - trimmed * max(0, tokens - wanted)) + shared
        let batches = seeds * ((diagrams + options.batchSize - 1) / options.batchSize)
        let drawing = Double(batches) * drawingTime(diagrams: diagrams)
        let workers = Double(max(1, min(threads, batches)))
        return (passed * Self.timePerToken(denoiser)) / workers + drawing
    }

    /// Seconds per token of a pass, the best of some.
    private static func timePerToken(_ denoiser: any Denoiser) -> Double {
        let layout = denoiser.layout
        let batch = PackedTokens(masked: [Int](repeating: layout.maxRooms, count: 8), layout: layout)
        let timed = denoiser.at(0.5)
        return best(of: 3) { _ = try? timed.logits(batch) } / Double(batch.tokens.count)
    }

    /// Seconds that a batch's random stream takes.
    private func drawingTime(diagrams: Int) -> Double {
        var stream = TorchGenerator(seed: 0)
        let batch = min(options.batchSize, diagrams)
        let first = StepSequence(noise: noise, count: options.steps)[0]
        let once = Self.best(of: 2) {
            stream.skip(options.rule.drawCount(of: first, diagrams: batch, layout: configuration.layout))
            stream.catchUp()
        }
        // Once to find the next batch's, once to draw.
        return 2 * once * Double(options.steps)
    }

    private static func best(of tries: Int, _ work: () -> Void) -> Double {
        let clock = ContinuousClock()
        return (0..<tries).map { _ in clock.measure(work) / .seconds(1) }.min() ?? 0
    }
}

extension DenoiserWeights {
    /// Weights of no use but to see how long a network of these sizes takes.
    public static func stand(in configuration: DenoiserConfiguration) -> DenoiserWeights {
        DenoiserWeights(configuration: configuration) { _, shape in
            [Float](repeating: 0.01, count: shape.reduce(1, *))
        }
    }
}

/// Counts what it is asked for, by step; its logits are all the same.
private final class CountingDenoiser: Denoiser, TimedDenoiser, SamplingMonitor {
    struct Counts {
        var step = 0
        var tokens: [Int]
        var wanted = 0
        var shared = 0
        var passes = 0
    }

    let layout: TokenLayout
    private let state: Lock<Counts>

    init(_ layout: TokenLayout, steps: Int) {
        self.layout = layout
        state = Lock(Counts(tokens: [Int](repeating: 0, count: steps)))
    }

    var counts: Counts { state.withLock { $0 } }

    func at(_ t: Float) -> any TimedDenoiser { self }

    func logits(of wanted: [Int], in batch: PackedTokens) -> PackedLogits {
        let isShared =
            batch.rooms.count == 1
            && batch.tokens.indices.allSatisfy { batch.tokens[$0] == layout.maskToken(at: batch.positions[$0]) }
        state.withLock { counts in
            if isShared {
                counts.shared += batch.tokens.count
            } else {
                counts.tokens[counts.step] += batch.tokens.count
                counts.wanted += wanted.count
                counts.passes += batch.rooms.count
            }
        }
        return PackedLogits(
            values: [Float](repeating: 0, count: wanted.count * layout.vocabulary.classCount),
            vocabulary: layout.vocabulary)
    }

    func step(_ number: Int, diagrams: Int) {
        state.withLock { $0.step = number }
    }

    func finished(seed: Int, _ rows: TokenRows) {}
}
