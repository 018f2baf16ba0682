import BubbleDiagrams
import RandomStreams

/// All that one batch takes from the random stream. What that is depends on the batch's shape and the options alone,
/// never on the tokens (behaviour 8): so the stream is walked through once, before anything is computed, and only what
/// is used is converted.
struct BatchDraws: Sendable {
    /// Rooms of each diagram.
    let rooms: [Int]
    /// One entry a step, first to last.
    let steps: [StepDraws]

    init(
        from generator: inout TorchGenerator, batch: Int, layout: TokenLayout, options: SamplerOptions, table: StepTable
    ) {
        switch options.rooms {
        case .fixed(let count): rooms = [Int](repeating: count, count: batch)
        case .uniform: rooms = (0..<batch).map { _ in generator.integer(in: 1..<layout.maxRooms + 1) }
        case .distribution(let weights): rooms = generator.indices(weights: weights, count: batch).map { $0 + 1 }
        }
        steps = table.steps.map { step in
            StepDraws(from: &generator, batch: batch, layout: layout, options: options, remasks: step.remasking != nil)
        }
    }
}

/// The random numbers of one step of one batch.
struct StepDraws: Sendable {
    private let layout: TokenLayout
    private let batch: Int
    /// The stream where this step's proposals begin.
    private let start: TorchGenerator
    /// Raw outputs that are `random` unmasking's, then those that are remasking's: one for every position of every diagram.
    private let uniforms: [UInt32]
    private let remasking: Int

    init(
        from generator: inout TorchGenerator, batch: Int, layout: TokenLayout, options: SamplerOptions, remasks: Bool
    ) {
        self.layout = layout
        self.batch = batch
        start = generator
        if options.tokenSampler != .argmax { generator.skip(ProposalDraws.count(batch: batch, layout: layout)) }
        remasking = options.unmasking == .random ? batch * layout.length : 0
        uniforms = generator.outputs(remasking + (remasks ? batch * layout.length : 0))
    }

    /// `random` unmasking's u.
    @inline(__always)
    func unmasking(_ diagram: Int, _ position: Int) -> Float {
        TorchGenerator.uniformFloat(uniforms[diagram * layout.length + position])
    }

    /// Remasking's u.
    @inline(__always)
    func remasking(_ diagram: Int, _ position: Int) -> Float {
        TorchGenerator.uniformFloat(uniforms[remasking + diagram * layout.length + position])
    }

    /// Those of the proposals, made anew at every call.
    var proposals: ProposalDraws {
        var generator = start
        return ProposalDraws(from: &generator, batch: batch, layout: layout)
    }
}

/// The raw outputs behind a step's proposals: two for every entry of every position's distribution, room positions of
/// all diagrams first.
struct ProposalDraws {
    private let layout: TokenLayout
    private let edges: Int
    private let words: [UInt32]

    static func count(batch: Int, layout: TokenLayout) -> Int {
        2 * batch * (layout.maxRooms * layout.vocabulary.room.count + layout.edgeCount * layout.vocabulary.edge.count)
    }

    init(from generator: inout TorchGenerator, batch: Int, layout: TokenLayout) {
        self.layout = layout
        edges = 2 * batch * layout.maxRooms * layout.vocabulary.room.count
        words = generator.outputs(Self.count(batch: batch, layout: layout))
    }

    /// The two outputs of entry `entry` of the proposal at `position` of diagram `diagram`.
    @inline(__always)
    func words(_ diagram: Int, _ position: Int, _ entry: Int) -> (high: UInt32, low: UInt32) {
        let index: Int
        if position < layout.maxRooms {
            index = 2 * ((diagram * layout.maxRooms + position) * layout.vocabulary.room.count + entry)
        } else {
            let edge = diagram * layout.edgeCount + position - layout.maxRooms
            index = edges + 2 * (edge * layout.vocabulary.edge.count + entry)
        }
        return (words[index], words[index + 1])
    }
}
