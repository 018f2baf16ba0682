import BubbleDiagrams

/// A room's box on the drawing: pixels, x to the right, y downwards, the far edges excluded.
struct SynthesisBox: Hashable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int

    var width: Int { right - left }
    var height: Int { bottom - top }
    var area: Int { width * height }

    /// Rooms whose boxes lie no further apart than this, in pixels, are neighbours (Graph2Plan).
    static let touchDistance = 9

    func touches(_ other: SynthesisBox) -> Bool {
        left - Self.touchDistance <= other.right && other.left <= right + Self.touchDistance
            && top - Self.touchDistance <= other.bottom && other.top <= bottom + Self.touchDistance
    }

    func contains(_ other: SynthesisBox) -> Bool {
        left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
    }

    /// How this room lies to `other` by Graph2Plan's rule, nil if they are no neighbours: containment first, then the
    /// side of the other's box on which this one's centre lies. "Left of" then implies a centre further left, and so on,
    /// so that the relations of a plan never contradict each other.
    func relation(to other: SynthesisBox) -> Relation? {
        guard touches(other) else { return nil }
        if other.contains(self) { return .inside }
        if contains(other) { return .surrounding }
        // Twice the centre, to stay with whole numbers.
        let x = left + right
        let y = top + bottom
        let column = x <= 2 * other.left ? 0 : x >= 2 * other.right ? 2 : 1
        let row = y <= 2 * other.top ? 0 : y >= 2 * other.bottom ? 2 : 1
        let relations: [[Relation]] = [
            [.leftAbove, .above, .rightAbove],
            [.leftOf, .inside, .rightOf],
            [.leftBelow, .below, .rightBelow],
        ]
        return relations[row][column]
    }
}
