import BubbleDiagrams
import CKernels
import Foundation
import Sampling

/// One worker's pass through the denoiser and back: loss and gradient of one chunk of a batch. The forward half computes
/// what `CPUDenoiser` computes, every diagram at a time of its own, and keeps what the backward half needs. Not Sendable:
/// each worker has one of its own.
final class TrainingPass {
    /// What a block leaves behind: rows × width each, where nothing else is said.
    private struct BlockState {
        let normed1, attended, attentionOut, input1: FloatBuffer
        let deviation1: FloatBuffer  // rows
        let queryKeyValue: FloatBuffer  // rows × 3 width
        let normed2, input2, mlpOut: FloatBuffer
        let deviation2: FloatBuffer  // rows
        let hidden, activated: FloatBuffer  // rows × hidden width
        let modulation: FloatBuffer  // diagrams × 6 width

        init(_ sizes: DenoiserConfiguration, rows: Int, diagrams: Int) {
            let width = rows * sizes.modelWidth
            (normed1, attended, attentionOut, input1) =
                (FloatBuffer(width), FloatBuffer(width), FloatBuffer(width), FloatBuffer(width))
            (normed2, input2, mlpOut) = (FloatBuffer(width), FloatBuffer(width), FloatBuffer(width))
            (deviation1, deviation2) = (FloatBuffer(rows), FloatBuffer(rows))
            queryKeyValue = FloatBuffer(3 * width)
            (hidden, activated) = (FloatBuffer(rows * sizes.hiddenWidth), FloatBuffer(rows * sizes.hiddenWidth))
            modulation = FloatBuffer(diagrams * ModulationPart.allCases.count * sizes.modelWidth)
        }
    }

    private let layout: ParameterLayout
    private let time: TimeCondition
    private let blocks: [BlockState]
    /// The residual stream, and the loss's derivative by it.
    private let stream, dStream: FloatBuffer
    private let finalNormed, finalInput, finalDeviation, finalModulation: FloatBuffer
    private let roomLogits, edgeLogits: FloatBuffer
    // Derivatives on their way: rows × width, rows × width, rows × the widest layer, diagrams × 6 width.
    private let dOut, dIn, dWide, dModulation: FloatBuffer
    private let scratch: FloatBuffer

    /// - Parameter diagrams: the most a chunk may have.
    init(_ layout: ParameterLayout, diagrams: Int) {
        self.layout = layout
        let sizes = layout.configuration
        let rows = diagrams * sizes.layout.length
        let width = rows * sizes.modelWidth
        time = TimeCondition(layout, diagrams: diagrams)
        blocks = layout.tensors.blocks.map { _ in BlockState(sizes, rows: rows, diagrams: diagrams) }
        (stream, dStream) = (FloatBuffer(width), FloatBuffer(width))
        (finalNormed, finalInput, finalDeviation) = (FloatBuffer(width), FloatBuffer(width), FloatBuffer(rows))
        finalModulation = FloatBuffer(diagrams * FinalModulationPart.allCases.count * sizes.modelWidth)
        (roomLogits, edgeLogits) =
            (
                FloatBuffer(rows * sizes.layout.vocabulary.room.classCount),
                FloatBuffer(rows * sizes.layout.vocabulary.edge.classCount)
            )
        (dOut, dIn) = (FloatBuffer(width), FloatBuffer(width))
        dWide = FloatBuffer(rows * max(3 * sizes.modelWidth, sizes.hiddenWidth))
        dModulation = FloatBuffer(diagrams * ModulationPart.allCases.count * sizes.modelWidth)
        scratch = FloatBuffer(
            max(
                bds_attention_scratch(sizes.layout.length, sizes.headWidth),
                bds_attention_backward_scratch(sizes.layout.length, sizes.headWidth)))
    }

    /// The chunk's part of the batch's loss; its gradient is added to `gradient`, if there is one.
    func run(
        _ batch: MaskedBatch, _ parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?
    ) -> Double {
        forward(batch, parameters)
        let loss = lossAndLogits(batch, parameters)
        if let gradient { backward(batch, parameters, gradient) }
        return loss
    }

    private var sizes: DenoiserConfiguration { layout.configuration }
    private var width: Int { sizes.modelWidth }

    // MARK: Forward

    private func forward(_ batch: MaskedBatch, _ p: UnsafePointer<Float>) {
        let rows = batch.tokens.tokens.count
        let diagrams = batch.times.count
        time.forward(batch.times, p)
        embed(batch, p)
        for (block, state) in zip(layout.tensors.blocks, blocks) {
            LinearProducts(block.modulation, p).forwardWithBias(
                time.condition.pointer, rows: diagrams, into: state.modulation.pointer)
            normalize(
                batch, block.norm1, p, modulation: state.modulation, .attention, state.normed1, state.deviation1,
                into: state.input1)
            LinearProducts(block.queryKeyValue, p).forward(
                state.input1.pointer, rows: rows, into: state.queryKeyValue.pointer)
            for diagram in 0..<diagrams {
                let range = batch.tokens.range(diagram)
                bds_attention(
                    state.queryKeyValue.pointer + range.lowerBound * 3 * width, p + block.queryKeyValue.bias,
                    range.count, sizes.headCount, sizes.headWidth, nil, range.count,
                    state.attended.pointer + range.lowerBound * width,
                    scratch.pointer)
            }
            LinearProducts(block.attentionOutput, p).forward(
                state.attended.pointer, rows: rows, into: state.attentionOut.pointer)
            gate(batch, state.attentionOut, bias: p + block.attentionOutput.bias, state.modulation, .attentionGate)
            normalize(
                batch, block.norm2, p, modulation: state.modulation, .mlp, state.normed2, state.deviation2,
                into: state.input2)
            LinearProducts(block.mlpHidden, p).forward(state.input2.pointer, rows: rows, into: state.hidden.pointer)
            bds_gelu_forward(
                state.hidden.pointer, rows, sizes.hiddenWidth, p + block.mlpHidden.bias, state.activated.pointer)
            LinearProducts(block.mlpOutput, p).forward(state.activated.pointer, rows: rows, into: state.mlpOut.pointer)
            gate(batch, state.mlpOut, bias: p + block.mlpOutput.bias, state.modulation, .mlpGate)
        }
        LinearProducts(layout.tensors.finalModulation, p).forwardWithBias(
            time.condition.pointer, rows: diagrams, into: finalModulation.pointer)
        normalize(
            batch, layout.tensors.finalNorm, p, modulation: finalModulation, .final, finalNormed, finalDeviation,
            into: finalInput)
        LinearProducts(roomHead, p).forward(finalInput.pointer, rows: rows, into: roomLogits.pointer)
        LinearProducts(edgeHead, p).forward(finalInput.pointer, rows: rows, into: edgeLogits.pointer)
    }

    /// The heads without MASK and PAD, which stand last and whose logits are -inf.
    private var roomHead: LinearTensors<Int> { layout.tensors.roomHead.prefix(sizes.layout.vocabulary.room.classCount) }
    private var edgeHead: LinearTensors<Int> { layout.tensors.edgeHead.prefix(sizes.layout.vocabulary.edge.classCount) }

    private func embed(_ batch: MaskedBatch, _ p: UnsafePointer<Float>) {
        for (row, (token, position)) in zip(batch.tokens.tokens, batch.tokens.positions).enumerated() {
            let to = stream.pointer + row * width
            for (number, start) in Self.embeddings(layout, token: token, position: position, pairs: pairs).enumerated()
            {
                let from = p + start
                if number == 0 {
                    to.update(from: from, count: width)
                } else {
                    for column in 0..<width { to[column] += from[column] }
                }
            }
        }
    }

    private lazy var pairs = sizes.layout.pairs

    /// Where the vectors stand whose sum a token enters the stream as.
    private static func embeddings(
        _ layout: ParameterLayout, token: Int, position: Int, pairs: [(first: Int, second: Int)]
    ) -> [Int] {
        let width = layout.configuration.modelWidth
        let maxRooms = layout.configuration.layout.maxRooms
        if position < maxRooms {
            return [
                layout.tensors.roomEmbedding + token * width, layout.tensors.entityType,
                layout.tensors.roomIndex + position * width,
            ]
        }
        let pair = pairs[position - maxRooms]
        return [
            layout.tensors.edgeEmbedding + token * width, layout.tensors.entityType + width,
            layout.tensors.pairIndex + pair.first * width,
            layout.tensors.pairIndex + pair.second * width,
        ]
    }

    private func normalize(
        _ batch: MaskedBatch, _ norm: NormTensors<Int>, _ p: UnsafePointer<Float>, modulation: FloatBuffer,
        _ part: NormModulation, _ normed: FloatBuffer, _ deviation: FloatBuffer, into output: FloatBuffer
    ) {
        for diagram in batch.times.indices {
            let range = batch.tokens.range(diagram)
            let start = range.lowerBound * width
            let vectors = modulation.pointer + part.place(diagram) * width
            bds_norm_forward(
                stream.pointer + start, range.count, width, p + norm.weight, p + norm.bias, vectors, vectors + width,
                normed.pointer + start, deviation.pointer + range.lowerBound, output.pointer + start)
        }
    }

    private func gate(
        _ batch: MaskedBatch, _ y: FloatBuffer, bias: UnsafePointer<Float>, _ modulation: FloatBuffer,
        _ part: ModulationPart
    ) {
        for diagram in batch.times.indices {
            let range = batch.tokens.range(diagram)
            let start = range.lowerBound * width
            bds_gated_residual(
                stream.pointer + start, y.pointer + start, range.count, width, bias,
                modulation.pointer + (diagram * ModulationPart.allCases.count + part.rawValue) * width)
        }
    }

    // MARK: Loss

    /// Turns the logits into the loss's derivative by them.
    private func lossAndLogits(_ batch: MaskedBatch, _ p: UnsafePointer<Float>) -> Double {
        let rows = batch.tokens.tokens.count
        let maxRooms = sizes.layout.maxRooms
        var loss = 0.0
        var next = batch.targets.startIndex
        for row in 0..<rows {
            let isRoom = batch.tokens.positions[row] < maxRooms
            let target = next < batch.targets.endIndex && batch.targets[next].row == row ? batch.targets[next] : nil
            for (logits, head, own) in [(roomLogits, roomHead, isRoom), (edgeLogits, edgeHead, !isRoom)] {
                let values = UnsafeMutableBufferPointer(
                    start: logits.pointer + row * head.outputs, count: head.outputs)
                if own, let target {
                    loss += Self.loss(values, bias: p + head.bias, target)
                } else {
                    values.update(repeating: 0)
                }
            }
            if target != nil { next += 1 }
        }
        return loss
    }

    /// The cross-entropy times the target's weight.
    /// - Parameter logits: without their bias; become the derivative.
    private static func loss(
        _ logits: UnsafeMutableBufferPointer<Float>, bias: UnsafePointer<Float>, _ target: MaskedBatch.Target
    ) -> Double {
        var largest = -Float.infinity
        for index in logits.indices {
            logits[index] += bias[index]
            largest = max(largest, logits[index])
        }
        let own = logits[target.token]
        var total: Float = 0
        for index in logits.indices {
            logits[index] = exp(logits[index] - largest)
            total += logits[index]
        }
        for index in logits.indices {
            logits[index] = target.weight * (logits[index] / total - (index == target.token ? 1 : 0))
        }
        return Double(target.weight) * crossEntropy(logit: own, largest: largest, total: Double(total))
    }

    // MARK: Backward

    private func backward(_ batch: MaskedBatch, _ p: UnsafePointer<Float>, _ g: UnsafeMutablePointer<Float>) {
        let rows = batch.tokens.tokens.count
        let diagrams = batch.times.count
        let rooms = LinearProducts(roomHead, p)
        let edges = LinearProducts(edgeHead, p)
        rooms.weights(roomLogits.pointer, finalInput.pointer, rows: rows, into: g)
        edges.weights(edgeLogits.pointer, finalInput.pointer, rows: rows, into: g)
        rooms.input(roomLogits.pointer, rows: rows, into: dOut.pointer)
        edges.input(edgeLogits.pointer, rows: rows, into: dOut.pointer, adding: true)
        dStream.fill(0)
        denormalize(
            batch, layout.tensors.finalNorm, p, g, modulation: finalModulation, .final, finalNormed, finalDeviation)
        modulate(layout.tensors.finalModulation, p, g, diagrams)

        for (block, state) in zip(layout.tensors.blocks, blocks).reversed() {
            // The MLP.
            ungate(batch, state.mlpOut, state.modulation, .mlpGate)
            let output = LinearProducts(block.mlpOutput, p)
            output.weights(dOut.pointer, state.activated.pointer, rows: rows, into: g)
            output.input(dOut.pointer, rows: rows, into: dWide.pointer)
            bds_gelu_backward(state.hidden.pointer, dWide.pointer, rows * sizes.hiddenWidth)
            let hidden = LinearProducts(block.mlpHidden, p)
            hidden.weights(dWide.pointer, state.input2.pointer, rows: rows, into: g)
            hidden.input(dWide.pointer, rows: rows, into: dOut.pointer)
            denormalize(
                batch, block.norm2, p, g, modulation: state.modulation, .mlp, state.normed2,
                state.deviation2)
            // The attention.
            ungate(batch, state.attentionOut, state.modulation, .attentionGate)
            let attention = LinearProducts(block.attentionOutput, p)
            attention.weights(dOut.pointer, state.attended.pointer, rows: rows, into: g)
            attention.input(dOut.pointer, rows: rows, into: dIn.pointer)
            for diagram in 0..<diagrams {
                let range = batch.tokens.range(diagram)
                bds_attention_backward(
                    state.queryKeyValue.pointer + range.lowerBound * 3 * width, p + block.queryKeyValue.bias,
                    dIn.pointer + range.lowerBound * width, range.count, sizes.headCount, sizes.headWidth,
                    dWide.pointer + range.lowerBound * 3 * width, scratch.pointer)
            }
            let queryKeyValue = LinearProducts(block.queryKeyValue, p)
            queryKeyValue.weights(dWide.pointer, state.input1.pointer, rows: rows, into: g)
            queryKeyValue.input(dWide.pointer, rows: rows, into: dOut.pointer)
            denormalize(
                batch, block.norm1, p, g, modulation: state.modulation, .attention, state.normed1,
                state.deviation1)
            modulate(block.modulation, p, g, diagrams)
        }
        for (row, (token, position)) in zip(batch.tokens.tokens, batch.tokens.positions).enumerated() {
            let d = dStream.pointer + row * width
            for start in Self.embeddings(layout, token: token, position: position, pairs: pairs) {
                for column in 0..<width { g[start + column] += d[column] }
            }
        }
        time.backward(rows: diagrams, p, into: g)
    }

    /// From `dOut`, by a norm's output, to `dStream`, to which it adds, and `dModulation`.
    private func denormalize(
        _ batch: MaskedBatch, _ norm: NormTensors<Int>, _ p: UnsafePointer<Float>,
        _ g: UnsafeMutablePointer<Float>, modulation: FloatBuffer, _ part: NormModulation, _ normed: FloatBuffer,
        _ deviation: FloatBuffer
    ) {
        for diagram in batch.times.indices {
            let range = batch.tokens.range(diagram)
            let start = range.lowerBound * width
            let place = part.place(diagram) * width
            bds_norm_backward(
                dOut.pointer + start, normed.pointer + start, deviation.pointer + range.lowerBound, range.count, width,
                p + norm.weight, p + norm.bias, modulation.pointer + place + width, dStream.pointer + start,
                dModulation.pointer + place, dModulation.pointer + place + width, g + norm.weight, g + norm.bias)
        }
    }

    /// From `dStream` to `dOut`, by what a gate let in, and `dModulation`.
    private func ungate(_ batch: MaskedBatch, _ y: FloatBuffer, _ modulation: FloatBuffer, _ part: ModulationPart) {
        for diagram in batch.times.indices {
            let range = batch.tokens.range(diagram)
            let start = range.lowerBound * width
            let place = (diagram * ModulationPart.allCases.count + part.rawValue) * width
            bds_gate_backward(
                dStream.pointer + start, y.pointer + start, range.count, width, modulation.pointer + place,
                dOut.pointer + start, dModulation.pointer + place)
        }
    }

    /// From `dModulation` to the condition.
    private func modulate(
        _ layer: LinearTensors<Int>, _ p: UnsafePointer<Float>, _ g: UnsafeMutablePointer<Float>, _ diagrams: Int
    ) {
        let products = LinearProducts(layer, p)
        products.weights(dModulation.pointer, time.condition.pointer, rows: diagrams, into: g)
        products.input(dModulation.pointer, rows: diagrams, into: time.dCondition.pointer, adding: true)
    }
}

/// Where the shift of a norm stands among the vectors of one diagram's modulation; the scale stands behind it.
private enum NormModulation {
    case attention, mlp, final

    /// The number of the shift's vector, counted over all diagrams.
    func place(_ diagram: Int) -> Int {
        switch self {
        case .attention: diagram * ModulationPart.allCases.count + ModulationPart.attentionShift.rawValue
        case .mlp: diagram * ModulationPart.allCases.count + ModulationPart.mlpShift.rawValue
        case .final: diagram * FinalModulationPart.allCases.count + FinalModulationPart.shift.rawValue
        }
    }
}
