import BubbleDiagrams

/// One row of tokens with all that the metrics look at.
struct Sample {
    /// The empty diagram where the tokens spell none.
    let diagram: Diagram
    let graph: RoomGraph
    let validity: Validity
    let consistency: SpatialConsistency

    /// - Throws: `.rowMask` when row `index` has a pad mask that belongs to no number of rooms.
    init(_ rows: TokenRows, _ index: Int, masks: [[Bool]]) throws(MetricsError) {
        let rooms = rows.mask(index).prefix(rows.layout.maxRooms).count { $0 }
        guard rows.mask(index).elementsEqual(masks[rooms]) else { throw .rowMask(index: index) }
        let read = rows.diagram(index)
        diagram = read ?? .empty
        graph = RoomGraph(diagram)
        validity = Validity(rows, index, read)
        consistency = SpatialConsistency(diagram)
    }

    /// Every row of `rows`.
    /// - Parameter check: called every thousandth row; throws to stop.
    static func all(_ rows: TokenRows, check: () throws -> Void = {}) throws -> [Sample] {
        let masks = (0...rows.layout.maxRooms).map { rows.layout.padMask(rooms: $0) }
        var samples: [Sample] = []
        samples.reserveCapacity(rows.count)
        for index in 0..<rows.count {
            if index.isMultiple(of: 1000) { try check() }
            samples.append(try Sample(rows, index, masks: masks))
        }
        return samples
    }
}

extension Collection {
    /// The fraction of elements that `satisfies` holds for; 0 of nothing.
    func fraction(_ satisfies: (Element) -> Bool) -> Double {
        isEmpty ? 0 : Double(count(where: satisfies)) / Double(count)
    }
}
