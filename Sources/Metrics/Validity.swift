import BubbleDiagrams

/// Whether a row spells a plan that could be: the five checks behind `validity_rate`.
/// See <doc:ValidityChecks>.
struct Validity: Hashable, Sendable {
    /// No MASK at a real position.
    let hasNoMask: Bool
    /// Every real token that is not MASK is a room type, a relation or no-edge.
    let isKnown: Bool
    // The rest can only hold for a row that spells a diagram.
    /// Every room can be reached from every other.
    let isConnected: Bool
    /// Every relation is one.
    let isConsistent: Bool
    /// At most one living room and at most one entrance.
    let hasValidTypes: Bool

    /// Every real token is a room type, a relation or no-edge: a MASK is out of range, too.
    var isInRange: Bool { hasNoMask && isKnown }

    var isValid: Bool { hasNoMask && isInRange && isConnected && isConsistent && hasValidTypes }

    /// - Parameter diagram: What row `index` spells, nil if nothing.
    init(_ rows: TokenRows, _ index: Int, _ diagram: Diagram?) {
        var hasNoMask = true
        var isKnown = true
        for (position, (token, isReal)) in zip(rows.row(index), rows.mask(index)).enumerated() where isReal {
            let classes = rows.layout.tokens(at: position).classCount
            if token == rows.layout.maskToken(at: position) {
                hasNoMask = false
            } else if !(0..<classes).contains(token) {
                isKnown = false
            }
        }
        self.hasNoMask = hasNoMask
        self.isKnown = isKnown
        isConnected = diagram.map { RoomGraph($0).isConnected } ?? false
        isConsistent = diagram != nil
        hasValidTypes =
            diagram.map { diagram in
                [RoomType.livingRoom, .entrance].allSatisfy { type in diagram.rooms.count { $0 == type } <= 1 }
            } ?? false
    }
}
