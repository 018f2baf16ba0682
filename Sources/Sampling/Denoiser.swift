import BubbleDiagrams
import CKernels

/// Logits of every packed token. A room token has `RoomToken.classCount` of them, an edge token `EdgeToken.classCount`;
/// MASK and PAD, which a model never predicts, are left out.
public struct PackedLogits: Sendable {
    static let stride = RoomToken.classCount + EdgeToken.classCount
    /// Tokens × (room classes, then edge classes).
    var values: [Float]

    /// The logits of packed token `index`, which stands at `position`.
    @inline(__always)
    func range(_ index: Int, isRoom: Bool) -> Range<Int> {
        let start = index * Self.stride
        return isRoom ? start..<start + RoomToken.classCount : start + RoomToken.classCount..<start + Self.stride
    }

    public func logits(_ index: Int, isRoom: Bool) -> ArraySlice<Float> { values[range(index, isRoom: isRoom)] }
}

/// What predicts tokens: one protocol for every backend.
public protocol Denoiser: Sendable {
    var configuration: DenoiserConfiguration { get }
    func modulation(at t: Float) -> Modulation
    /// The logits of all tokens. A diagram's logits depend on that diagram and the modulation alone.
    func logits(_ batch: PackedTokens, _ modulation: Modulation) -> PackedLogits
}

/// The denoiser on the CPU: matrix products and fused loops; single-threaded, callable from many threads.
public struct CPUDenoiser: Denoiser {
    public let weights: DenoiserWeights
    public var configuration: DenoiserConfiguration { weights.configuration }

    public let backend: MatrixBackend

    public init(_ weights: DenoiserWeights, backend: MatrixBackend = .packed) {
        self.weights = weights
        self.backend = backend
    }

    public func modulation(at t: Float) -> Modulation { weights.modulation(at: t) }

    public func logits(_ batch: PackedTokens, _ modulation: Modulation) -> PackedLogits {
        let rows = batch.tokens.count
        let width = configuration.modelWidth
        let buffers = Buffers(configuration, rows: rows)
        embed(batch, into: buffers.stream)
        for (block, vectors) in zip(weights.blocks, modulation.blocks) {
            bds_layer_norm(buffers.stream, rows, width, vectors.gain1, vectors.offset1, buffers.normed)
            backend.apply(block.queryKeyValue, to: buffers.normed, starts: batch.starts, into: buffers.wide)
            attend(batch, bias: block.queryKeyValue.bias, buffers)
            backend.apply(block.attentionOutput, to: buffers.normed, starts: batch.starts, into: buffers.wide)
            bds_gated_residual(
                buffers.stream, buffers.wide, rows, width, block.attentionOutput.bias, vectors.gate1)

            bds_layer_norm(buffers.stream, rows, width, vectors.gain2, vectors.offset2, buffers.normed)
            backend.apply(block.mlpHidden, to: buffers.normed, starts: batch.starts, into: buffers.wide)
            bds_gelu(buffers.wide, rows, configuration.hiddenWidth, block.mlpHidden.bias)
            backend.apply(block.mlpOutput, to: buffers.wide, starts: batch.starts, into: buffers.normed)
            bds_gated_residual(buffers.stream, buffers.normed, rows, width, block.mlpOutput.bias, vectors.gate2)
        }
        bds_layer_norm(buffers.stream, rows, width, modulation.finalGain, modulation.finalOffset, buffers.normed)
        backend.apply(weights.head, to: buffers.normed, starts: batch.starts, into: buffers.wide)

        let stride = PackedLogits.stride
        let bias = weights.head.bias
        let values = [Float](unsafeUninitializedCapacity: rows * stride) { values, count in
            for row in 0..<rows {
                for column in 0..<stride {
                    values[row * stride + column] = buffers.wide[row * stride + column] + bias[column]
                }
            }
            count = rows * stride
        }
        return PackedLogits(values: values)
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
    private func attend(_ batch: PackedTokens, bias: [Float], _ buffers: Buffers) {
        let width = configuration.modelWidth
        for diagram in batch.rooms.indices {
            let range = batch.range(diagram)
            bds_attention(
                buffers.wide + range.lowerBound * 3 * width, bias, range.count, configuration.headCount,
                configuration.headWidth, buffers.normed + range.lowerBound * width, buffers.attention)
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
            let pointer = UnsafeMutablePointer<Float>.allocate(capacity: max(count, 1))
            pointer.initialize(repeating: 0, count: count)
            return pointer
        }
        stream = allocate(rows * width)
        normed = allocate(rows * width)
        wide = allocate(rows * max(3 * width, configuration.hiddenWidth, PackedLogits.stride))
        attention = allocate(bds_attention_scratch(configuration.layout.length, configuration.headWidth))
    }

    deinit {
        stream.deallocate()
        normed.deallocate()
        wide.deallocate()
        attention.deallocate()
    }
}
