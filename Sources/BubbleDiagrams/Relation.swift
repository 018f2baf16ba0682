/// Where one room lies relative to another: "room i is `relation` relative to room j". Raw values are edge tokens.
public enum Relation: Int, CaseIterable, Sendable {
    case leftAbove, leftBelow, leftOf, above, inside, surrounding, below, rightOf, rightAbove, rightBelow

    /// The same relation read from the other room.
    public var inverse: Relation {
        switch self {
        case .leftAbove: .rightBelow
        case .leftBelow: .rightAbove
        case .leftOf: .rightOf
        case .above: .below
        case .inside: .surrounding
        case .surrounding: .inside
        case .below: .above
        case .rightOf: .leftOf
        case .rightAbove: .leftBelow
        case .rightBelow: .leftAbove
        }
    }

    /// The name used in tables and scripts.
    public var name: String {
        switch self {
        case .leftAbove: "left-above"
        case .leftBelow: "left-below"
        case .leftOf: "left-of"
        case .above: "above"
        case .inside: "inside"
        case .surrounding: "surrounding"
        case .below: "below"
        case .rightOf: "right-of"
        case .rightAbove: "right-above"
        case .rightBelow: "right-below"
        }
    }

    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}

/// The edge tokens that are no relation, and the size of the edge vocabulary.
public enum EdgeToken {
    public static let noEdge = 10
    public static let mask = 11
    public static let pad = 12
    public static let vocabularySize = 13
    /// Tokens a model may predict: every `Relation`, and no-edge.
    public static let classCount = 11
}
