import CKernels
import Foundation

/// All that a denoiser's blocks take from the time: a pure function of t, so it is made once a step, not once a diagram.
public struct Modulation: Sendable {
    /// One block's vectors, each of the model's width. LayerNorm's own weight and bias are folded in:
    /// (n·w + b)(1 + scale) + shift = n·gain + offset.
    struct Block: Sendable {
        let gain1: [Float]
        let offset1: [Float]
        let gate1: [Float]
        let gain2: [Float]
        let offset2: [Float]
        let gate2: [Float]
    }

    let blocks: [Block]
    let finalGain: [Float]
    let finalOffset: [Float]
}

extension DenoiserWeights {
    /// The modulation at time `t` (behaviour 3, steps 3 to 5).
    public func modulation(at t: Float) -> Modulation {
        let condition = condition(at: t)
        let width = configuration.modelWidth

        func vectors(_ layer: Linear) -> [[Float]] {
            let all = layer.applied(to: condition)
            return stride(from: 0, to: all.count, by: width).map { Array(all[$0..<$0 + width]) }
        }
        func gain(_ norm: LayerNorm, _ scale: [Float]) -> [Float] { zip(norm.weight, scale).map { $0 * (1 + $1) } }
        func offset(_ norm: LayerNorm, _ scale: [Float], _ shift: [Float]) -> [Float] {
            (0..<width).map { norm.bias[$0] * (1 + scale[$0]) + shift[$0] }
        }

        let last = vectors(finalModulation)
        return Modulation(
            blocks: blocks.map { block in
                let v = vectors(block.modulation)
                return Modulation.Block(
                    gain1: gain(block.norm1, v[1]), offset1: offset(block.norm1, v[1], v[0]), gate1: v[2],
                    gain2: gain(block.norm2, v[4]), offset2: offset(block.norm2, v[4], v[3]), gate2: v[5])
            },
            finalGain: gain(finalNorm, last[1]), finalOffset: offset(finalNorm, last[1], last[0]))
    }

    /// SiLU of the time embedding: `conditionWidth` numbers.
    private func condition(at t: Float) -> [Float] {
        let half = configuration.frequencyWidth / 2
        let angles = (0..<half).map { k in t * exp(-Float(log(10000.0)) * Float(k) / Float(half)) }
        let waves = angles.map { cos($0) } + angles.map { sin($0) }
        let embedding = timeOutput.applied(to: timeHidden.applied(to: waves).map(silu))
        return embedding.map(silu)
    }
}

private func silu(_ x: Float) -> Float { x / (1 + exp(-x)) }

extension Linear {
    /// The product of one vector, bias included.
    func applied(to x: [Float]) -> [Float] {
        var y = [Float](repeating: 0, count: outputs)
        bds_linear(x, 1, inputs, packed, outputs, &y)
        for row in 0..<outputs { y[row] += bias[row] }
        return y
    }
}
