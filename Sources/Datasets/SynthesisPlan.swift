import BubbleDiagrams
import RandomStreams

/// One made-up home: rooms with their types and boxes. The program (north is up):
///
/// 1. 4 to 8 rooms (7, 15, 30, 28, 20 %), of which 0 to 2 are balconies (from 5, and from 7 rooms on), and, in homes
///    with six other rooms, sometimes (25 %) one is a bathroom within the main bedroom. Where homes may have another
///    number of rooms than 8, the five percentages are stretched over 4 to that number.
/// 2. Every home has a living room, a kitchen, a bathroom and a main bedroom; up to four more rooms are a second
///    bedroom, then a child's room or a study, then a dining room or a storage, then a guest room. Beyond that a bathroom,
///    a study, a storage and a child's room follow in turn.
/// 3. The outline is 180–203 by 122–133 pixels, divided from west to east into a wing of kitchen and bathroom, the living
///    room, and a wing of bedrooms. A wing is divided in two, across its longer side, until every room has its piece;
///    the main bedroom lies south. A room's piece follows from a usual area (`area`), 4 % more or less: homes so much
///    alike that a small model learns where a room of a kind belongs.
/// 4. The bathroom within the main bedroom takes its north-east corner. Balconies are strips of 14–22 pixels along the
///    south side of the living room first, then of the main bedroom.
/// 5. The order of the rooms is shuffled; relations follow from the boxes (`SynthesisBox.relation`).
struct SynthesisPlan {
    private var rooms: [(type: RoomType, box: SynthesisBox)] = []

    /// Those of the smallest home.
    static let leastRooms = 4

    /// - Parameter maxRooms: `leastRooms` or more.
    init(maxRooms: Int, _ generator: inout TorchGenerator) {
        let count = Self.leastRooms + Self.choice(Self.roomCounts(upTo: maxRooms), &generator)
        let balconies = Self.choice(count >= 7 ? [25, 55, 20] : count >= 5 ? [45, 55] : [100], &generator)
        let hasInnerBathroom = count - balconies >= 6 && generator.integer(in: 0..<100) < 25
        divide(extraRooms: count - balconies - (hasInnerBathroom ? 1 : 0) - Self.leastRooms, &generator)
        if hasInnerBathroom { addInnerBathroom(&generator) }
        addBalconies(balconies, &generator)
        rooms = generator.permutation(rooms.count).map { rooms[$0] }
    }

    /// The rooms' types and relations: all that a bubble diagram keeps.
    var diagram: Diagram {
        var edges: [Diagram.Edge] = []
        for first in rooms.indices {
            for second in rooms.indices.dropFirst(first + 1) {
                guard let relation = rooms[first].box.relation(to: rooms[second].box) else { continue }
                edges.append(Diagram.Edge(first: first, second: second, relation: relation))
            }
        }
        return Diagram(rooms: rooms.map(\.type), edges: edges)
    }

    /// How often homes have `leastRooms` to `maxRooms` rooms, as weights: step 1's percentages, of other numbers than 8
    /// read off the line through them.
    static func roomCounts(upTo maxRooms: Int) -> [Int] {
        let percentages = [7, 15, 30, 28, 20]
        let steps = maxRooms - leastRooms
        guard steps > 0 else { return [1] }
        return (0...steps).map { step in
            let (place, rest) = (step * (percentages.count - 1)).quotientAndRemainder(dividingBy: steps)
            let next = min(place + 1, percentages.count - 1)
            return (percentages[place] * (steps - rest) + percentages[next] * rest + steps / 2) / steps
        }
    }

    /// An index, as often as its weight says.
    private static func choice(_ weights: [Int], _ generator: inout TorchGenerator) -> Int {
        var left = generator.integer(in: 0..<weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.count - 1
    }

    // MARK: Steps 2 and 3

    /// A room's usual part of a home, about a percentage.
    private static func area(of room: RoomType) -> Int {
        switch room {
        case .livingRoom: 30
        case .masterRoom: 18
        case .kitchen, .diningRoom: 9
        case .bathroom: 6
        case .storage: 5
        default: 14
        }
    }

    private mutating func divide(extraRooms: Int, _ generator: inout TorchGenerator) {
        var west: [RoomType] = [.kitchen, .bathroom]
        var east: [RoomType] = [.masterRoom]
        if extraRooms >= 1 {
            east.insert(.secondRoom, at: 0)
        }
        if extraRooms >= 2 {
            east.insert([.childRoom, .studyRoom][Self.choice([65, 35], &generator)], at: 0)
        }
        if extraRooms >= 3 { west.insert([.diningRoom, .storage][Self.choice([60, 40], &generator)], at: 1) }
        if extraRooms >= 4 { east.insert(.guestRoom, at: 0) }
        for room in 4..<max(4, extraRooms) {
            switch room % 4 {
            case 0: west.append(.bathroom)
            case 1: east.insert(.studyRoom, at: 0)
            case 2: west.insert(.storage, at: 1)
            default: east.insert(.childRoom, at: 0)
            }
        }
        let outline = SynthesisBox(
            left: 0, top: 0, right: generator.integer(in: 180..<204), bottom: generator.integer(in: 122..<134))
        func sized(_ rooms: [RoomType]) -> [(type: RoomType, area: Int)] {
            rooms.map { ($0, Self.area(of: $0) * generator.integer(in: 96..<105)) }
        }
        let (westRooms, living, eastRooms) = (sized(west), sized([.livingRoom]), sized(east))
        let (westWing, others) = outline.cut(westRooms.area, living.area + eastRooms.area, acrossWidth: true)
        let (middle, eastWing) = others.cut(living.area, eastRooms.area, acrossWidth: true)
        place(living, in: middle)
        place(westRooms, in: westWing)
        place(eastRooms, in: eastWing)
    }

    /// Divides `box` among the rooms: in two of about the same area, the first ones north (or west), and so on.
    private mutating func place(_ rooms: [(type: RoomType, area: Int)], in box: SynthesisBox) {
        guard rooms.count > 1 else {
            self.rooms += rooms.map { ($0.type, box) }
            return
        }
        let cut = (1..<rooms.count).min { abs(rooms.imbalance($0)) < abs(rooms.imbalance($1)) } ?? 1
        let (first, second) = (Array(rooms[..<cut]), Array(rooms[cut...]))
        let (one, other) = box.cut(first.area, second.area, acrossWidth: box.width > box.height)
        place(first, in: one)
        place(second, in: other)
    }

    // MARK: Step 4

    /// 4 pixels of wall around it.
    private mutating func addInnerBathroom(_ generator: inout TorchGenerator) {
        guard let host = rooms.first(where: { $0.type == .masterRoom })?.box else { return }
        let width = host.width * generator.integer(in: 35..<46) / 100
        let height = host.height * generator.integer(in: 35..<46) / 100
        let (right, top) = (host.right - 4, host.top + 4)
        rooms.append((.bathroom, SynthesisBox(left: right - width, top: top, right: right, bottom: top + height)))
    }

    private mutating func addBalconies(_ count: Int, _ generator: inout TorchGenerator) {
        let bottom = rooms.map(\.box.bottom).max() ?? 0
        for host in [RoomType.livingRoom, .masterRoom].prefix(count) {
            guard let box = rooms.first(where: { $0.type == host })?.box else { continue }
            let depth = generator.integer(in: 14..<23)
            rooms.append(
                (.balcony, SynthesisBox(left: box.left, top: bottom, right: box.right, bottom: bottom + depth)))
        }
    }
}

extension [(type: RoomType, area: Int)] {
    fileprivate var area: Int { reduce(0) { $0 + $1.area } }

    /// What the rooms before `cut` have more than those from it on.
    fileprivate func imbalance(_ cut: Int) -> Int { 2 * Array(self[..<cut]).area - area }
}

extension SynthesisBox {
    /// Two parts, their areas as `one` to `other`, side by side across the width, or one above the other.
    fileprivate func cut(_ one: Int, _ other: Int, acrossWidth: Bool) -> (SynthesisBox, SynthesisBox) {
        var (first, second) = (self, self)
        if acrossWidth {
            first.right = left + width * one / (one + other)
            second.left = first.right
        } else {
            first.bottom = top + height * one / (one + other)
            second.top = first.bottom
        }
        return (first, second)
    }
}
