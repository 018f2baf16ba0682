import BubbleDiagrams

/// What stands at a real position of a diagram that is being sampled.
public enum TokenState: UInt8, Sendable {
    /// MASK: still to be decided.
    case masked
    /// Decided by the sampler, which may mask it again.
    case decoded
    /// Given, and there to stay (`FixedTokens`).
    case fixed
}

/// A batch of diagrams on their way from MASK to whole ones: tokens without their PAD, and what each of them is. A rule
/// changes them through `unmask` and `mask` alone, so tokens and states never disagree.
public struct DiagramBatch: Sendable {
    /// How the rows are laid out that it was packed from.
    public let layout: TokenLayout
    /// The tokens as the network takes them.
    public private(set) var packed: PackedTokens
    /// One a token of `packed`.
    public private(set) var states: [TokenState]

    /// `rooms.count` diagrams, every token MASK that is not given.
    public init(rooms: [Int], layout: TokenLayout, fixed: FixedTokens = .none) {
        self.layout = layout
        packed = PackedTokens(masked: rooms, layout: layout)
        states = [TokenState](repeating: .masked, count: packed.tokens.count)
        if fixed == .none { return }
        for (index, position) in packed.positions.enumerated() {
            guard let token = fixed.tokens[position] else { continue }
            packed.tokens[index] = token
            states[index] = .fixed
        }
    }

    /// Diagrams.
    public var count: Int { packed.rooms.count }

    /// The tokens of a diagram in a state: indices into `packed`, ascending.
    public func tokens(of diagram: Int, _ state: TokenState) -> [Int] {
        packed.range(diagram).filter { states[$0] == state }
    }

    /// Tokens of several diagrams, each diagram's together.
    /// - Parameter tokens: indices into `packed`, ascending.
    func byDiagram(_ tokens: [Int]) -> [WantedTokens] {
        var parts: [WantedTokens] = []
        var next = tokens.startIndex
        for diagram in 0..<count where next < tokens.endIndex {
            let end = tokens[next...].firstIndex { $0 >= packed.starts[diagram + 1] } ?? tokens.endIndex
            if end > next { parts.append(WantedTokens(diagram: diagram, tokens: Array(tokens[next..<end]))) }
            next = end
        }
        return parts
    }

    /// Whether nothing of a diagram is known but its number of rooms.
    public func isFullyMasked(_ diagram: Int) -> Bool { packed.range(diagram).allSatisfy { states[$0] == .masked } }

    /// Whether the token of `packed` is a room's, not an edge's.
    public func isRoom(_ index: Int) -> Bool { packed.positions[index] < layout.maxRooms }

    /// Decides the masked token at `index` of `packed`.
    public mutating func unmask(_ index: Int, as token: Int) {
        assert(states[index] == .masked)
        packed.tokens[index] = token
        states[index] = .decoded
    }

    /// Masks the decoded token at `index` of `packed` again.
    public mutating func mask(_ index: Int) {
        assert(states[index] == .decoded)
        packed.tokens[index] = layout.maskToken(at: packed.positions[index])
        states[index] = .masked
    }
}
