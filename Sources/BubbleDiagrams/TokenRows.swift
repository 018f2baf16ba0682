/// Token rows of one layout with their pad masks: what a sampler makes of one seed and a samples file holds.
/// Tokens are as found, so they may be out of range; `TokenLayout.diagram` decides.
public struct TokenRows: Hashable, Sendable {
    /// Of every row.
    public let layout: TokenLayout
    /// `count` × `layout.length`, row by row.
    public var tokens: [Int]
    /// True at real positions, same shape as `tokens`.
    public var padMask: [Bool]

    /// Both arrays hold whole rows, and as many.
    public init(layout: TokenLayout, tokens: [Int] = [], padMask: [Bool] = []) {
        precondition(tokens.count == padMask.count && tokens.count % layout.length == 0)
        self.layout = layout
        self.tokens = tokens
        self.padMask = padMask
    }

    /// Rows, one a diagram.
    public var count: Int { tokens.count / layout.length }

    /// The tokens of row `index`, `layout.length` of them.
    public func row(_ index: Int) -> ArraySlice<Int> {
        tokens[index * layout.length..<(index + 1) * layout.length]
    }

    /// Which positions of row `index` are real.
    public func mask(_ index: Int) -> ArraySlice<Bool> {
        padMask[index * layout.length..<(index + 1) * layout.length]
    }

    /// The diagram of row `index`, nil when its tokens spell none.
    public func diagram(_ index: Int) -> Diagram? {
        layout.diagram(tokens: row(index), padMask: mask(index))
    }
}
