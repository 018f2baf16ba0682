import BubbleDiagrams

/// Token rows without their PAD positions, one diagram after the other: what the denoiser computes on. PAD positions
/// never influence real ones, so they need not exist.
public struct PackedTokens: Sendable {
    /// Rooms of each diagram.
    public let rooms: [Int]
    /// Where each diagram starts in `tokens`; one entry more than diagrams.
    public let starts: [Int]
    /// Each token's position in its layout.
    public let positions: [Int]
    /// Of all diagrams, MASK included, PAD left out.
    public var tokens: [Int]

    init(rooms: [Int], starts: [Int], positions: [Int], tokens: [Int]) {
        self.rooms = rooms
        self.starts = starts
        self.positions = positions
        self.tokens = tokens
    }

    /// `rooms.count` diagrams, every token MASK.
    public init(masked rooms: [Int], layout: TokenLayout) {
        self.rooms = rooms
        let perCount = (0...layout.maxRooms).map { layout.realPositions(rooms: $0) }
        var starts = [0]
        var positions: [Int] = []
        for count in rooms {
            positions += perCount[count]
            starts.append(positions.count)
        }
        self.starts = starts
        self.positions = positions
        tokens = positions.map { layout.maskToken(at: $0) }
    }

    /// Whole rows without their PAD. Room counts go with `rows`; each row has `layout.length` tokens.
    public init(rows: [[Int]], rooms: [Int], layout: TokenLayout) {
        self.init(masked: rooms, layout: layout)
        for diagram in rows.indices {
            for index in range(diagram) { tokens[index] = rows[diagram][positions[index]] }
        }
    }

    /// Where the tokens of `diagram` are.
    public func range(_ diagram: Int) -> Range<Int> { starts[diagram]..<starts[diagram + 1] }
}

extension PackedTokens {
    /// The chosen diagrams alone, in the order chosen.
    func selecting(_ chosen: [Int]) -> PackedTokens {
        if chosen.count == rooms.count { return self }
        var starts = [0]
        var positions: [Int] = []
        var tokens: [Int] = []
        for diagram in chosen {
            positions += self.positions[range(diagram)]
            tokens += self.tokens[range(diagram)]
            starts.append(positions.count)
        }
        return PackedTokens(rooms: chosen.map { rooms[$0] }, starts: starts, positions: positions, tokens: tokens)
    }

    /// The batch's diagrams in stretches of at most `count` tokens, or of one diagram where that has more.
    func parts(tokens count: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var first = 0
        while first < rooms.count {
            var end = first + 1
            while end < rooms.count, starts[end + 1] - starts[first] <= count { end += 1 }
            parts.append(first..<end)
            first = end
        }
        return parts
    }

    /// As whole rows, PAD where nothing is.
    public func rows(layout: TokenLayout) -> TokenRows {
        let pad = (0..<layout.length).map { layout.padToken(at: $0) }
        var rows = TokenRows(layout: layout)
        for diagram in rooms.indices {
            var row = pad
            for index in range(diagram) { row[positions[index]] = tokens[index] }
            rows.tokens += row
            rows.padMask += layout.padMask(rooms: rooms[diagram])
        }
        return rows
    }
}
