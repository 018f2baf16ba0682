import BubbleDiagrams

/// Tokens that are given and stay: a sampler neither unmasks nor remasks them, and the network sees them from the first
/// step on. (The reference's inpainting lets its first pass see MASK in their place and may remask them in between.)
public struct FixedTokens: Sendable, Hashable {
    /// By position of the layout. A position that a diagram of few rooms does not have is left out there.
    public let tokens: [Int: Int]

    /// Nothing is given.
    public static let none = FixedTokens()

    private init() { tokens = [:] }

    /// - Parameter tokens: by position of the layout, each one that a model may predict there.
    /// - Throws: `FixedTokenError` for the first position, or token, that the layout does not have.
    public init(_ tokens: [Int: Int], layout: TokenLayout) throws(FixedTokenError) {
        for (position, token) in tokens.sorted(by: { $0.key < $1.key }) {
            guard (0..<layout.length).contains(position) else { throw .position(position, length: layout.length) }
            let classes = layout.tokens(at: position).classCount
            guard (0..<classes).contains(token) else { throw .token(token, position: position, classes: classes) }
        }
        self.tokens = tokens
    }
}

/// Why a token cannot be given.
public enum FixedTokenError: Error, Hashable, CustomStringConvertible {
    case position(Int, length: Int)
    case token(Int, position: Int, classes: Int)

    /// One line.
    public var description: String {
        switch self {
        case .position(let position, let length): "position \(position) is not in 0 to \(length - 1)"
        case .token(let token, let position, let classes):
            "token \(token) at position \(position) is not in 0 to \(classes - 1)"
        }
    }
}
