import BubbleDiagrams
import RandomStreams

/// The raw outputs behind the token proposals of `diagrams` diagrams: two for every entry of every position's
/// distribution, MASK and PAD included, room positions of all diagrams first.
/// <doc:OrderOfDraws> says what a batch draws in which order.
public struct ProposalDraws: Sendable {
    private let rooms: Int
    private let edges: Int
    /// Entries of a room's and of an edge's distribution.
    private let roomEntries: Int
    private let edgeEntries: Int
    /// Where the edges' outputs begin.
    private let edgeStart: Int
    private let words: [UInt32]

    /// How many they are.
    public static func count(diagrams: Int, layout: TokenLayout) -> Int {
        let vocabulary = layout.vocabulary
        return 2 * diagrams * (layout.maxRooms * vocabulary.room.count + layout.edgeCount * vocabulary.edge.count)
    }

    /// Takes them from the stream, which moves behind them.
    public init(from generator: inout TorchGenerator, diagrams: Int, layout: TokenLayout) {
        rooms = layout.maxRooms
        edges = layout.edgeCount
        roomEntries = layout.vocabulary.room.count
        edgeEntries = layout.vocabulary.edge.count
        edgeStart = 2 * diagrams * rooms * roomEntries
        words = generator.outputs(Self.count(diagrams: diagrams, layout: layout))
    }

    /// The two outputs of entry `entry` of the proposal at `position` of diagram `diagram`.
    @inline(__always)
    public func words(_ diagram: Int, _ position: Int, _ entry: Int) -> (high: UInt32, low: UInt32) {
        let index =
            position < rooms
            ? 2 * ((diagram * rooms + position) * roomEntries + entry)
            : edgeStart + 2 * ((diagram * edges + position - rooms) * edgeEntries + entry)
        return (words[index], words[index + 1])
    }
}

/// One uniform number in [0, 1) for every position of every diagram, PAD included.
public struct PositionDraws: Sendable {
    private let length: Int
    private let words: [UInt32]

    /// How many raw outputs they are.
    public static func count(diagrams: Int, layout: TokenLayout) -> Int { diagrams * layout.length }

    /// Takes them from the stream, which moves behind them.
    public init(from generator: inout TorchGenerator, diagrams: Int, layout: TokenLayout) {
        length = layout.length
        words = generator.outputs(Self.count(diagrams: diagrams, layout: layout))
    }

    /// The number of one position of one diagram.
    @inline(__always)
    public subscript(diagram: Int, position: Int) -> Float {
        TorchGenerator.uniformFloat(words[diagram * length + position])
    }
}
