import BubbleDiagrams

/// A column and a row for every room that keep to the relations as far as they agree; no two rooms share a place.
struct DiagramPlaces {
    private(set) var column: [Int]
    private(set) var row: [Int]

    init(_ diagram: Diagram) {
        let count = diagram.rooms.count
        func steps(_ direction: (Relation) -> Relation.Direction?) -> [(from: Int, to: Int, isLevel: Bool)] {
            diagram.edges.compactMap { edge in
                switch direction(edge.relation) {
                case .before: (edge.first, edge.second, false)
                case .level: (edge.first, edge.second, true)
                case .behind: (edge.second, edge.first, false)
                case nil: nil
                }
            }
        }
        column = Self.ranks(count, steps(\.horizontal))
        row = Self.ranks(count, steps(\.vertical))
        spread()
    }

    /// The least ranks that put every `from` before its `to`, or level with it. Where steps contradict each other, the
    /// earlier ones hold, and those of levels come last.
    private static func ranks(_ count: Int, _ steps: [(from: Int, to: Int, isLevel: Bool)]) -> [Int] {
        // Rooms on one level are a group, named by one of them.
        var group = Array(0..<count)
        var isBefore = [[Bool]](repeating: [Bool](repeating: false, count: count), count: count)
        for step in steps where !step.isLevel {
            if step.from == step.to || isBefore[step.to][step.from] { continue }
            for low in 0..<count where low == step.from || isBefore[low][step.from] {
                for high in 0..<count where high == step.to || isBefore[step.to][high] { isBefore[low][high] = true }
            }
        }
        for step in steps where step.isLevel {
            let (kept, gone) = (group[step.from], group[step.to])
            if kept == gone || isBefore[kept][gone] || isBefore[gone][kept] { continue }
            for other in 0..<count where group[other] == gone { group[other] = kept }
            // What is before one of them is now before all that is behind either.
            let low = (0..<count).filter { isBefore[group[$0]][kept] || isBefore[group[$0]][gone] }
            let high = (0..<count).filter { isBefore[kept][group[$0]] || isBefore[gone][group[$0]] }
            for room in low { isBefore[group[room]][kept] = true }
            for room in high { isBefore[kept][group[room]] = true }
            for room in low { for other in high { isBefore[group[room]][group[other]] = true } }
        }
        var ranks = [Int](repeating: 0, count: count)
        for _ in 0..<count {
            for low in Set(group) {
                for high in Set(group) where isBefore[low][high] { ranks[high] = max(ranks[high], ranks[low] + 1) }
            }
        }
        return group.map { ranks[$0] }
    }

    /// Rooms that would share a place move down: a row of their own is put below it.
    private mutating func spread() {
        var room = 0
        while room < row.count {
            guard (0..<room).contains(where: { row[$0] == row[room] && column[$0] == column[room] }) else {
                room += 1
                continue
            }
            let taken = row[room]
            for other in row.indices where other == room || row[other] > taken { row[other] += 1 }
            room = 0
        }
    }
}
