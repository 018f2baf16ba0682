/// The vectors of the model's width that a block's adaLN makes of the condition, in the order of its outputs.
public enum ModulationPart: Int, CaseIterable, Sendable {
    case attentionShift, attentionScale, attentionGate, mlpShift, mlpScale, mlpGate
}

/// Those of the final norm, likewise.
public enum FinalModulationPart: Int, CaseIterable, Sendable {
    case shift, scale
}

/// All that a denoiser's blocks take from the time: a pure function of t, so it is made once a step, not once a diagram.
public struct Modulation: Sendable {
    /// One block's vectors, each of the model's width. LayerNorm's own weight and bias are folded in:
    /// (n·w + b)(1 + scale) + shift = n·gain + offset.
    public struct Block: Sendable {
        /// Of the norm before the attention.
        public let gain1: [Float]
        /// Added after `gain1`: the model's width.
        public let offset1: [Float]
        /// What the attention's output is multiplied by on its way into the stream.
        public let gate1: [Float]
        /// Of the norm before the MLP, and of its output.
        public let gain2: [Float]
        /// Added after `gain2`: the model's width.
        public let offset2: [Float]
        /// What the MLP's output is multiplied by: the model's width.
        public let gate2: [Float]

        /// All six of the model's width.
        public init(
            gain1: [Float], offset1: [Float], gate1: [Float], gain2: [Float], offset2: [Float], gate2: [Float]
        ) {
            (self.gain1, self.offset1, self.gate1) = (gain1, offset1, gate1)
            (self.gain2, self.offset2, self.gate2) = (gain2, offset2, gate2)
        }
    }

    /// One for each transformer block.
    public let blocks: [Block]
    /// Of the last norm, before the heads: the model's width each.
    public let finalGain: [Float]
    /// Added after `finalGain`: the model's width.
    public let finalOffset: [Float]

    /// For a denoiser whose blocks take something else from the time: empty.
    public init(blocks: [Block], finalGain: [Float], finalOffset: [Float]) {
        self.blocks = blocks
        self.finalGain = finalGain
        self.finalOffset = finalOffset
    }
}

extension DenoiserWeights {
    /// The modulation at time `t` in [0, 1]: condition c = SiLU(MLP(embedding of t)), then every block's adaLN of c.
    public func modulation(at t: Float) -> Modulation {
        let condition = condition(at: t)
        let width = configuration.modelWidth

        /// The layer's outputs at the condition, and how to take one vector of `width` out of them.
        func parts<Part: RawRepresentable<Int>>(_ layer: Linear, _: Part.Type) -> (Part) -> [Float] {
            let all = layer.applied(to: condition)
            return { part in Array(all[part.rawValue * width..<(part.rawValue + 1) * width]) }
        }
        func gain(_ norm: NormTensors<[Float]>, scale: [Float]) -> [Float] {
            zip(norm.weight, scale).map { $0 * (1 + $1) }
        }
        func offset(_ norm: NormTensors<[Float]>, scale: [Float], shift: [Float]) -> [Float] {
            (0..<width).map { norm.bias[$0] * (1 + scale[$0]) + shift[$0] }
        }

        let final = parts(finalModulation, FinalModulationPart.self)
        return Modulation(
            blocks: blocks.map { block in
                let part = parts(block.modulation, ModulationPart.self)
                let (scale1, scale2) = (part(.attentionScale), part(.mlpScale))
                return Modulation.Block(
                    gain1: gain(block.norm1, scale: scale1),
                    offset1: offset(block.norm1, scale: scale1, shift: part(.attentionShift)),
                    gate1: part(.attentionGate),
                    gain2: gain(block.norm2, scale: scale2),
                    offset2: offset(block.norm2, scale: scale2, shift: part(.mlpShift)),
                    gate2: part(.mlpGate))
            },
            finalGain: gain(finalNorm, scale: final(.scale)),
            finalOffset: offset(finalNorm, scale: final(.scale), shift: final(.shift)))
    }

    /// SiLU(W₂ SiLU(W₁ e + b₁) + b₂) of the time's embedding e: `conditionWidth` numbers of `frequencyWidth`.
    private func condition(at t: Float) -> [Float] {
        let embedding = timestepEmbedding(t, width: configuration.frequencyWidth)
        return timeOutput.applied(to: timeHidden.applied(to: embedding).map(silu)).map(silu)
    }
}
