import BubbleDiagrams
import CKernels
import Concurrency
import Foundation
import LinearAlgebra
import Sampling

/// Trains a denoiser. A step depends on the options, the plans, and the state before it alone: not on the
/// number of threads, nor on whether the run was stopped in between. See <doc:TrainingStep>.
public final class Trainer {
    /// All that changes.
    public struct State: Sendable {
        /// Steps taken.
        public var step: Int
        /// In the order of `ParameterLayout`, likewise AdamW's moments.
        public var parameters: [Float]
        /// AdamW's mean of gradients, and of their squares.
        public var firstMoment: [Float]
        /// AdamW's mean of squared gradients.
        public var secondMoment: [Float]

        /// A state to go on from.
        public init(step: Int, parameters: [Float], firstMoment: [Float], secondMoment: [Float]) {
            self.step = step
            self.parameters = parameters
            self.firstMoment = firstMoment
            self.secondMoment = secondMoment
        }
    }

    /// AdamW's, PyTorch's defaults.
    public static let betas = (0.9, 0.999)
    /// AdamW's, PyTorch's default.
    public static let epsilon = 1e-8
    /// Diagrams that go through the model together.
    private static let chunk = 32
    /// Sums a gradient is made of, each over a stretch of chunks, one after the other; they are then added in order.
    private static let groups = 8
    /// Validation plans looked at, at most.
    private static let validationLimit = 2048

    /// Where each tensor lies in the flat arrays.
    public let layout: ParameterLayout
    /// How it is trained.
    public let options: TrainingOptions
    private let train: BatchMaker
    private let validation: BatchMaker
    private let passes: [TrainingPass]
    private let gradients: [FloatBuffer]
    private let parameters: FloatBuffer
    private let firstMoment: FloatBuffer
    private let secondMoment: FloatBuffer
    /// Steps taken.
    public private(set) var step: Int
    /// The order of the plans in an epoch.
    private var order: (epoch: Int, indices: [Int])?

    /// - Parameters:
    ///   - edgeClassWeights: inverse frequencies in the train split, one an edge token (`Dataset.edgeClassWeights`).
    ///   - state: where to go on; nil: at the beginning.
    /// - Throws: `TrainingError` when the plans or the state do not fit.
    public init(
        _ configuration: DenoiserConfiguration, _ options: TrainingOptions, train: [Diagram], validation: [Diagram],
        edgeClassWeights: [Float], threads: Int, state: State? = nil
    ) throws(TrainingError) {
        guard options.batchSize <= train.count else { throw .batchTooLarge(options.batchSize, plans: train.count) }
        let layout = ParameterLayout(configuration)
        let most = (train + validation).map(\.rooms.count).max() ?? 0
        guard most <= configuration.layout.maxRooms else {
            throw .tooManyRooms(most, limit: configuration.layout.maxRooms)
        }
        var start = TrainingRandomness.initialization.generator(seed: options.seed, index: 0)
        let state =
            state
            ?? State(
                step: 0, parameters: layout.initialParameters(&start),
                firstMoment: [Float](repeating: 0, count: layout.count),
                secondMoment: [Float](repeating: 0, count: layout.count))
        for values in [state.parameters, state.firstMoment, state.secondMoment] where values.count != layout.count {
            throw .stateSize(values.count, expected: layout.count)
        }
        self.layout = layout
        self.options = options
        step = state.step
        let weights = edgeClassWeights.map { $0 > 0 ? Float(pow(Double($0), options.edgeBalance)) : 0 }
        self.train = BatchMaker(train, layout: configuration.layout, options: options, edgeWeights: weights)
        self.validation = BatchMaker(
            Array(validation.prefix(Self.validationLimit)), layout: configuration.layout, options: options,
            edgeWeights: weights)
        let chunks = (options.batchSize + Self.chunk - 1) / Self.chunk
        let groups = min(chunks, Self.groups)
        passes = (0..<max(1, min(threads, groups))).map { _ in TrainingPass(layout, diagrams: Self.chunk) }
        gradients = (0..<groups).map { _ in FloatBuffer(layout.count) }
        parameters = FloatBuffer(state.parameters)
        firstMoment = FloatBuffer(state.firstMoment)
        secondMoment = FloatBuffer(state.secondMoment)
    }

    /// A copy of all that changes, from which another trainer goes on to the same numbers.
    public var state: State {
        State(
            step: step, parameters: parameters.values, firstMoment: firstMoment.values,
            secondMoment: secondMoment.values)
    }

    /// Whole batches in the train split; what is left over is not trained on in that epoch.
    public var stepsPerEpoch: Int { train.count / options.batchSize }
    /// Whole passes over the train split done.
    public var epoch: Int { step / stepsPerEpoch }

    /// One step.
    /// - Returns: the batch's loss, before the step.
    /// - Throws: `TrainingError.diverged` when the loss is NaN or infinite.
    public func advance() throws(TrainingError) -> Double {
        var generator = TrainingRandomness.step.generator(seed: options.seed, index: step)
        let loss = lossAndGradient(train.chunks(batchIndices(), of: Self.chunk, &generator))
        guard loss.isFinite else { throw .diverged(step: step) }
        update()
        step += 1
        return loss
    }

    /// The loss over the validation plans (2,048 at most), masked the same way every time; nil when there are none.
    public func validationLoss() -> Double? {
        guard validation.count > 0 else { return nil }
        var generator = TrainingRandomness.validation.generator(seed: 42, index: 0)
        let chunks = validation.chunks(Array(0..<validation.count), of: Self.chunk, &generator)
        return losses(chunks, gradients: nil).reduce(0, +)
    }

    /// Every epoch goes through the train split in an order of its own; what does not fill a batch is left out.
    private func batchIndices() -> [Int] {
        if order?.epoch != epoch {
            var generator = TrainingRandomness.epoch.generator(seed: options.seed, index: epoch)
            order = (epoch, generator.permutation(train.count))
        }
        let start = step % stepsPerEpoch * options.batchSize
        return order.map { Array($0.indices[start..<start + options.batchSize]) } ?? []
    }

    // MARK: Loss and gradient

    /// The sum of the chunks' losses; their gradients' sum is left in `gradients[0]`.
    func lossAndGradient(_ chunks: [MaskedBatch]) -> Double {
        let loss = losses(chunks, gradients: gradients).reduce(0, +)
        for other in gradients.dropFirst() {
            OpenBLAS.add(other.pointer, to: gradients[0].pointer, count: layout.count)
        }
        return loss
    }

    /// The gradient left by `lossAndGradient`.
    var gradient: [Float] { gradients[0].values }

    /// The loss of each chunk; a gradient is the sum over one stretch of chunks. Stretches are handed out to workers that
    /// run at once and share only what they read: worker w alone uses `passes[w]`, and whoever draws stretch g, which is
    /// drawn once, alone writes `gradients[g]`.
    private func losses(_ chunks: [MaskedBatch], gradients: [FloatBuffer]?) -> [Double] {
        let groups = self.gradients.count
        nonisolated(unsafe) let (passes, parameters, gradients) = (self.passes, self.parameters, gradients)
        return concurrentMap(0..<groups, threads: passes.count) { worker, group in
            gradients?[group].fill(0)
            return (chunks.count * group / groups..<chunks.count * (group + 1) / groups).map { index in
                passes[worker].run(chunks[index], parameters.pointer, gradient: gradients?[group].pointer)
            }
        }.flatMap { $0 }
    }

    private func update() {
        let gradient = gradients[0]
        var square = 0.0
        for index in 0..<gradient.count { square += Double(gradient.pointer[index]) * Double(gradient.pointer[index]) }
        // As torch.nn.utils.clip_grad_norm_.
        let clip = min(1, options.clip / (square.squareRoot() + 1e-6))
        let count = Double(step + 1)
        bds_adamw(
            parameters.pointer, gradient.pointer, firstMoment.pointer, secondMoment.pointer, layout.count,
            Float(options.learningRate(at: step)), Float(clip), Float(Self.betas.0), Float(Self.betas.1),
            Float(Self.epsilon), Float(options.weightDecay), Float(1 - pow(Self.betas.0, count)),
            Float(1 - pow(Self.betas.1, count)))
    }
}

/// Why a denoiser cannot be trained.
public enum TrainingError: Error, Hashable, CustomStringConvertible {
    /// `batchSize` exceeds the train split.
    case batchTooLarge(Int, plans: Int)
    /// A plan has more rooms than the model's rows hold.
    case tooManyRooms(Int, limit: Int)
    /// A state of another model.
    case stateSize(Int, expected: Int)
    /// The loss is NaN or infinite at a step, counted from 0.
    case diverged(step: Int)

    /// One clause, in plain English.
    public var description: String {
        switch self {
        case .batchTooLarge(let batch, let plans): "batch is \(batch), but the train split has only \(plans) plans"
        case .tooManyRooms(let rooms, let limit): "a plan has \(rooms) rooms, the model is for at most \(limit)"
        case .stateSize(let found, let expected):
            "the saved state has \(found) parameters, the model \(expected)"
        case .diverged(let step): "the loss is NaN at step \(step + 1): try a smaller lr"
        }
    }
}
