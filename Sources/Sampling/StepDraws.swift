import BubbleDiagrams
import RandomStreams

/// The random numbers of one step of one batch, as raw outputs: what a batch consumes depends on its shape and the
/// options only, so the outputs are taken in bulk and only those needed are converted (behaviour 8).
struct StepDraws {
    private let layout: TokenLayout
    private let words: [UInt32]
    private let edgeProposals: Int
    private let uniforms: Int
    private let remasking: Int

    /// How many raw outputs a step of `batch` diagrams takes.
    static func count(batch: Int, layout: TokenLayout, options: SamplerOptions, remasks: Bool) -> Int {
        var count = 0
        if options.proposal != .argmax {
            count += 2 * batch * layout.maxRooms * RoomToken.vocabularySize
            count += 2 * batch * layout.edgeCount * EdgeToken.vocabularySize
        }
        if options.unmasking == .random { count += batch * layout.length }
        if remasks { count += batch * layout.length }
        return count
    }

    init(
        from generator: inout TorchGenerator, batch: Int, layout: TokenLayout, options: SamplerOptions, remasks: Bool
    ) {
        self.layout = layout
        words = generator.outputs(Self.count(batch: batch, layout: layout, options: options, remasks: remasks))
        let proposes = options.proposal != .argmax
        edgeProposals = proposes ? 2 * batch * layout.maxRooms * RoomToken.vocabularySize : 0
        uniforms = edgeProposals + (proposes ? 2 * batch * layout.edgeCount * EdgeToken.vocabularySize : 0)
        remasking = uniforms + (options.unmasking == .random ? batch * layout.length : 0)
    }

    /// The two outputs of entry `entry` of the proposal at `position` of diagram `diagram`.
    @inline(__always)
    func proposal(_ diagram: Int, _ position: Int, _ entry: Int) -> (high: UInt32, low: UInt32) {
        let index: Int
        if position < layout.maxRooms {
            index = 2 * ((diagram * layout.maxRooms + position) * RoomToken.vocabularySize + entry)
        } else {
            let edge = diagram * layout.edgeCount + position - layout.maxRooms
            index = edgeProposals + 2 * (edge * EdgeToken.vocabularySize + entry)
        }
        return (words[index], words[index + 1])
    }

    /// `random` unmasking's u.
    @inline(__always)
    func unmasking(_ diagram: Int, _ position: Int) -> Float {
        TorchGenerator.uniformFloat(words[uniforms + diagram * layout.length + position])
    }

    /// Remasking's u.
    @inline(__always)
    func remasking(_ diagram: Int, _ position: Int) -> Float {
        TorchGenerator.uniformFloat(words[remasking + diagram * layout.length + position])
    }
}
