/// Where one room lies relative to another: "room i is `relation` relative to room j". Raw values are RPLAN's numbers;
/// tokens are the `Vocabulary`'s.
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

    /// Which way one coordinate grows from the first room to the second.
    public enum Direction: Int, Sendable {
        /// The first room's coordinate is the lesser one (it lies left of the second, or above it), they are level, or it
        /// is the greater one.
        case before = -1, level, behind
    }

    /// How the first room lies to the second from left to right; nil where one contains the other, which says nothing.
    public var horizontal: Direction? {
        switch self {
        case .leftOf, .leftAbove, .leftBelow: .before
        case .rightOf, .rightAbove, .rightBelow: .behind
        case .above, .below: .level
        case .inside, .surrounding: nil
        }
    }

    /// How the first room lies to the second from top to bottom; nil where one contains the other.
    public var vertical: Direction? {
        switch self {
        case .above, .leftAbove, .rightAbove: .before
        case .below, .leftBelow, .rightBelow: .behind
        case .leftOf, .rightOf: .level
        case .inside, .surrounding: nil
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

    /// The relation of that `name`, written exactly so.
    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}
