import BubbleDiagrams
import CKernels

/// The denoiser on the CPU: matrix products and fused loops; single-threaded, callable from many threads.
public struct CPUDenoiser: Denoiser {
    /// Its parameters.
    public let weights: DenoiserWeights
    /// Which code multiplies matrices.
    public let backend: MatrixBackend
    /// How its rows are laid out.
    public var layout: TokenLayout { weights.configuration.layout }

    /// A denoiser of these weights.
    public init(_ weights: DenoiserWeights, backend: MatrixBackend = .packed) {
        self.weights = weights
        self.backend = backend
    }

    /// The network with all that depends on the time alone made for `t`.
    public func at(_ t: Float) -> any TimedDenoiser {
        CPUTimedDenoiser(weights: weights, backend: backend, modulation: weights.modulation(at: t))
    }
}

/// `CPUDenoiser` with the time's part made.
private struct CPUTimedDenoiser: TimedDenoiser {
    let weights: DenoiserWeights
    let backend: MatrixBackend
    let modulation: Modulation

    /// The most tokens that go through the network together, so that a large batch takes no more memory than a small
    /// one: the activations of these, a few times the model's width each.
    private static let most = 4096

    private var configuration: DenoiserConfiguration { weights.configuration }

    func logits(of wanted: [Int], in batch: PackedTokens) -> PackedLogits {
        var values: [Float] = []
        var done = wanted.startIndex
        for part in batch.parts(tokens: Self.most) {
            let range = batch.starts[part.lowerBound]..<batch.starts[part.upperBound]
            let end = wanted[done...].firstIndex { $0 >= range.upperBound } ?? wanted.endIndex
            if part.count == batch.rooms.count {
                values = pass(wanted, in: batch)
            } else if end > done {
                values += pass(wanted[done..<end].map { $0 - range.lowerBound }, in: batch.selecting(Array(part)))
            }
            done = end
        }
        return PackedLogits(values: values, vocabulary: configuration.layout.vocabulary)
    }

    /// The rows of logits of the `wanted` tokens, all tokens going through the network together.
    private func pass(_ wanted: [Int], in batch: PackedTokens) -> [Float] {
        let width = configuration.modelWidth
        let buffers = Buffers(configuration, rows: batch.tokens.count)
        embed(batch, into: buffers.stream)
        // The rows computed, and of each diagram where its first one is.
        var rows = batch.tokens.count
        var starts = batch.starts
        for (number, (block, vectors)) in zip(weights.blocks, modulation.blocks).enumerated() {
            bds_layer_norm(buffers.stream, rows, width, vectors.gain1, vectors.offset1, buffers.normed)
            backend.apply(block.queryKeyValue, to: buffers.normed, starts: starts, into: buffers.wide)
            // After the last block's attention no row looks at another: only those wanted go on. OpenBLAS's rows do
            // depend on the number of rows, so there all do.
            if number == weights.blocks.count - 1, wanted.count < rows, backend == .packed {
                attend(batch, wanted, bias: block.queryKeyValue.bias, buffers)
                keep(wanted, of: buffers.stream)
                rows = wanted.count
                starts = [0, rows]
            } else {
                attend(batch, nil, bias: block.queryKeyValue.bias, buffers)
            }
            backend.apply(block.attentionOutput, to: buffers.normed, starts: starts, into: buffers.wide)
            bds_gated_residual(
                buffers.stream, buffers.wide, rows, width, block.attentionOutput.bias, vectors.gate1)

            bds_layer_norm(buffers.stream, rows, width, vectors.gain2, vectors.offset2, buffers.normed)
            backend.apply(block.mlpHidden, to: buffers.normed, starts: starts, into: buffers.wide)
            bds_gelu(buffers.wide, rows, configuration.hiddenWidth, block.mlpHidden.bias)
            backend.apply(block.mlpOutput, to: buffers.wide, starts: starts, into: buffers.normed)
            bds_gated_residual(buffers.stream, buffers.normed, rows, width, block.mlpOutput.bias, vectors.gate2)
        }
        bds_layer_norm(buffers.stream, rows, width, modulation.finalGain, modulation.finalOffset, buffers.normed)
        backend.apply(weights.head, to: buffers.normed, starts: starts, into: buffers.wide)

        let stride = configuration.layout.vocabulary.classCount
        let bias = weights.head.bias
        let isKept = rows == wanted.count
        return [Float](unsafeUninitializedCapacity: wanted.count * stride) { values, count in
            for (place, token) in wanted.enumerated() {
                let row = isKept ? place : token
                for column in 0..<stride {
                    values[place * stride + column] = buffers.wide[row * stride + column] + bias[column]
                }
            }
            count = wanted.count * stride
        }
    }

    /// Moves the `wanted` rows, which ascend, to the front.
    private func keep(_ wanted: [Int], of stream: UnsafeMutablePointer<Float>) {
        let width = configuration.modelWidth
        for (place, row) in wanted.enumerated() where place != row {
            (stream + place * width).update(from: stream + row * width, count: width)
        }
    }

    private func embed(_ batch: PackedTokens, into stream: UnsafeMutablePointer<Float>) {
        let width = configuration.modelWidth
        for (row, (token, position)) in zip(batch.tokens, batch.positions).enumerated() {
            weights.embedded[position].withUnsafeBufferPointer { table in
                for column in 0..<width { stream[row * width + column] = table[token * width + column] }
            }
        }
    }

    /// Attention within each diagram: `wide` (q, k, v) to `normed`.
    /// - Parameter queries: the rows that look at the others, ascending, which alone are in the result; nil: all.
    private func attend(_ batch: PackedTokens, _ queries: [Int]?, bias: [Float], _ buffers: Buffers) {
        let width = configuration.modelWidth
        var done = 0
        for diagram in batch.rooms.indices {
            let range = batch.range(diagram)
            var own: [Int]?
            if let queries {
                let end = queries[done...].firstIndex { $0 >= range.upperBound } ?? queries.count
                own = queries[done..<end].map { $0 - range.lowerBound }
            }
            let count = own?.count ?? range.count
            bds_attention(
                buffers.wide + range.lowerBound * 3 * width, bias, range.count, configuration.headCount,
                configuration.headWidth, own, count, buffers.normed + done * width, buffers.attention)
            done += count
        }
    }
}

/// The activations of one pass.
private final class Buffers {
    /// The residual stream: rows × width.
    let stream: UnsafeMutablePointer<Float>
    /// What goes into a product: rows × width.
    let normed: UnsafeMutablePointer<Float>
    /// What comes out of one: rows × the widest layer.
    let wide: UnsafeMutablePointer<Float>
    let attention: UnsafeMutablePointer<Float>

    init(_ configuration: DenoiserConfiguration, rows: Int) {
        let width = configuration.modelWidth
        func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
            UnsafeMutablePointer<Float>.allocate(capacity: max(count, 1))
        }
        stream = allocate(rows * width)
        normed = allocate(rows * width)
        wide = allocate(rows * max(3 * width, configuration.hiddenWidth, configuration.layout.vocabulary.classCount))
        attention = allocate(bds_attention_scratch(configuration.layout.length, configuration.headWidth))
    }

    deinit {
        stream.deallocate()
        normed.deallocate()
        wide.deallocate()
        attention.deallocate()
    }
}
