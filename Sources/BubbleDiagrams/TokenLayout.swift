/// How a diagram of at most `maxRooms` rooms is laid out as a row of tokens: first the rooms, then the upper triangle
/// of the relation matrix row by row, (0,1), (0,2) … (0,maxRooms-1), (1,2) … A checkpoint or a dataset decides it; all
/// else takes it from there. See <doc:Tokens>.
public struct TokenLayout: Hashable, Sendable {
    /// The most rooms a row can hold (`n_max`): 8 for RPLAN, 14 for ResPlan.
    public let maxRooms: Int
    /// What the tokens stand for.
    public let vocabulary: Vocabulary

    /// - Parameter maxRooms: 1 to `maxRoomsLimit`.
    public init(maxRooms: Int, vocabulary: Vocabulary = .rplan) {
        self.maxRooms = maxRooms
        self.vocabulary = vocabulary
    }

    /// RPLAN's 8 rooms: what is taken where nothing says otherwise.
    public static let rplan = TokenLayout(maxRooms: 8)

    /// The most rooms of any layout that files may ask for: sets of rooms are words of 64 bits (`Metrics`).
    public static let maxRoomsLimit = 64

    /// Pairs of rooms, i < j.
    public var edgeCount: Int { maxRooms * (maxRooms - 1) / 2 }

    /// Tokens in a row: 36 for `maxRooms` 8.
    public var length: Int { maxRooms + edgeCount }

    /// The position of the edge between rooms `first` < `second`.
    public func position(first: Int, second: Int) -> Int {
        maxRooms + first * (2 * maxRooms - first - 1) / 2 + (second - first - 1)
    }

    /// The room pairs (i, j), i < j, in the order of their edge positions.
    public var pairs: [(first: Int, second: Int)] {
        (0..<max(0, maxRooms)).flatMap { i in ((i + 1)..<max(maxRooms, i + 1)).map { (first: i, second: $0) } }
    }

    /// The positions that are real for a diagram of `rooms` rooms, ascending: its rooms, then the edges between them.
    public func realPositions(rooms: Int) -> [Int] {
        var positions = Array(0..<rooms)
        for (offset, pair) in pairs.enumerated() where pair.second < rooms { positions.append(maxRooms + offset) }
        return positions
    }

    /// True where a diagram of `rooms` rooms has a real token (`length` entries).
    public func padMask(rooms: Int) -> [Bool] {
        var mask = [Bool](repeating: false, count: length)
        for position in realPositions(rooms: rooms) { mask[position] = true }
        return mask
    }

    /// The tokens that can stand at `position`: those of rooms or those of edges.
    @inlinable
    public func tokens(at position: Int) -> Vocabulary.Tokens {
        position < maxRooms ? vocabulary.room : vocabulary.edge
    }

    /// PAD at `position`: the room vocabulary's or the edge vocabulary's.
    public func padToken(at position: Int) -> Int { tokens(at: position).pad }

    /// MASK at `position`.
    public func maskToken(at position: Int) -> Int { tokens(at: position).mask }
}
