import BubbleDiagrams
import RandomStreams

/// One made-up home: rooms with their types and boxes. The program:
///
/// 1. 4 to 8 rooms (7, 15, 30, 28, 20 %), of which 0 to 2 are balconies (from 5, and from 7 rooms on), and, in homes
///    with six other rooms, sometimes (25 %) one is a bathroom within the main bedroom.
/// 2. The outline is 130–220 by 110–190 pixels. The living room takes a band of it: 35–48 % of the longer side, at one
///    end or (40 %) through the middle. What is left is divided in two at 38–62 % of the longer side, the largest piece
///    first, until there are enough rooms.
/// 3. The smallest piece is the bathroom, the largest the main bedroom, the smallest of the rest that touches the living
///    room the kitchen. The others, from the largest to the smallest, are bedrooms of one kind or other; the smallest of
///    four or more may be a second bathroom or a storage, one that touches the living room a dining room.
/// 4. Balconies are strips of 14–22 pixels along the upper or lower outside of the living room or a bedroom.
/// 5. The order of the rooms is shuffled; relations follow from the boxes (`SynthesisBox.relation`).
struct SynthesisPlan {
    private var rooms: [(type: RoomType, box: SynthesisBox)] = []

    init(_ generator: inout TorchGenerator) {
        let count = 4 + Self.choice([7, 15, 30, 28, 20], &generator)
        let balconyChances = count >= 7 ? [25, 55, 20] : count >= 5 ? [45, 55] : [100]
        let balconies = Self.choice(balconyChances, &generator)
        let hasInnerBathroom = count - balconies >= 6 && generator.integer(in: 0..<100) < 25
        divide(into: count - balconies - (hasInnerBathroom ? 1 : 0), &generator)
        if hasInnerBathroom { addInnerBathroom(&generator) }
        for _ in 0..<balconies { addBalcony(&generator) }
        let order = generator.permutation(rooms.count)
        rooms = order.map { rooms[$0] }
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

    /// An index, as often as its percentage says.
    private static func choice(_ percentages: [Int], _ generator: inout TorchGenerator) -> Int {
        var left = generator.integer(in: 0..<100)
        for (index, percentage) in percentages.enumerated() {
            left -= percentage
            if left < 0 { return index }
        }
        return percentages.count - 1
    }

    // MARK: Steps 2 and 3

    private mutating func divide(into count: Int, _ generator: inout TorchGenerator) {
        let outline = SynthesisBox(
            left: 0, top: 0, right: generator.integer(in: 130..<221), bottom: generator.integer(in: 110..<191))
        let isWide = outline.width >= outline.height
        let side = isWide ? outline.width : outline.height
        let band = side * generator.integer(in: 35..<49) / 100
        let place = Self.choice([30, 30, 40], &generator)
        let start = [0, side - band, (side - band) / 2][place]
        let (before, rest) = outline.cut(at: start, acrossWidth: isWide)
        let (living, after) = rest.cut(at: band, acrossWidth: isWide)
        var pieces = [before, after].filter { $0.area > 0 }
        while pieces.count < count - 1 {
            guard let largest = pieces.indices.max(by: { pieces[$0].area < pieces[$1].area }) else { break }
            let piece = pieces.remove(at: largest)
            let across = piece.width >= piece.height
            let at = (across ? piece.width : piece.height) * generator.integer(in: 38..<63) / 100
            let (one, other) = piece.cut(at: at, acrossWidth: across)
            pieces += [one, other]
        }
        rooms = [(.livingRoom, living)]
        name(pieces.sorted { ($0.area, $0.left, $0.top) > ($1.area, $1.left, $1.top) }, &generator)
    }

    /// - Parameter pieces: at least three, the largest first.
    private mutating func name(_ pieces: [SynthesisBox], _ generator: inout TorchGenerator) {
        guard let living = rooms.first?.box, let largest = pieces.first, let smallest = pieces.last else { return }
        rooms += [(.masterRoom, largest), (.bathroom, smallest)]
        var others = Array(pieces.dropFirst().dropLast())
        guard !others.isEmpty else { return }
        let kitchen = others.remove(at: others.lastIndex { $0.touches(living) } ?? others.count - 1)
        rooms.append((.kitchen, kitchen))
        if others.count >= 2, let box = others.last {
            switch Self.choice([30, 12, 58], &generator) {
            case 0:
                rooms.append((.bathroom, box))
                others.removeLast()
            case 1:
                rooms.append((.storage, box))
                others.removeLast()
            default: break
            }
        }
        if others.count >= 2, generator.integer(in: 0..<100) < 35, let place = others.lastIndex(where: living.touches) {
            rooms.append((.diningRoom, others.remove(at: place)))
        }
        for box in others {
            let kinds: [RoomType] = [.secondRoom, .childRoom, .studyRoom, .guestRoom]
            rooms.append((kinds[Self.choice([55, 20, 15, 10], &generator)], box))
        }
    }

    /// A bathroom in a corner of the main bedroom, 4 pixels of wall around it.
    private mutating func addInnerBathroom(_ generator: inout TorchGenerator) {
        guard let host = rooms.first(where: { $0.type == .masterRoom })?.box else { return }
        let width = host.width * generator.integer(in: 35..<46) / 100
        let height = host.height * generator.integer(in: 35..<46) / 100
        let corner = generator.integer(in: 0..<4)
        let left = corner % 2 == 0 ? host.left + 4 : host.right - 4 - width
        let top = corner / 2 == 0 ? host.top + 4 : host.bottom - 4 - height
        rooms.append((.bathroom, SynthesisBox(left: left, top: top, right: left + width, bottom: top + height)))
    }

    // MARK: Step 4

    /// A balcony where the home's upper or lower outside is still free, a living room's or a bedroom's stretch of it.
    private mutating func addBalcony(_ generator: inout TorchGenerator) {
        let homes = rooms.filter { $0.type != .balcony }
        let top = homes.map(\.box.top).min() ?? 0
        let bottom = homes.map(\.box.bottom).max() ?? 0
        let depth = generator.integer(in: 14..<23)
        var strips: [SynthesisBox] = []
        for (type, box) in homes {
            switch type {
            case .livingRoom, .masterRoom, .secondRoom, .childRoom, .guestRoom: break
            default: continue
            }
            if box.top == top {
                strips.append(SynthesisBox(left: box.left, top: top - depth, right: box.right, bottom: top))
            }
            if box.bottom == bottom {
                strips.append(SynthesisBox(left: box.left, top: bottom, right: box.right, bottom: bottom + depth))
            }
        }
        // The living room or the main bedroom may already have one; every home has more free stretches than balconies.
        let taken = rooms.filter { $0.type == .balcony }.map(\.box)
        let free = strips.filter { strip in
            !taken.contains { $0.left == strip.left && ($0.bottom == strip.bottom || $0.top == strip.top) }
        }
        guard !free.isEmpty else { return }
        rooms.append((.balcony, free[generator.integer(in: 0..<free.count)]))
    }
}

extension SynthesisBox {
    /// The parts to the left (or above) of a line `distance` pixels into the box, and beyond it.
    fileprivate func cut(at distance: Int, acrossWidth: Bool) -> (SynthesisBox, SynthesisBox) {
        var (one, other) = (self, self)
        if acrossWidth {
            one.right = left + distance
            other.left = left + distance
        } else {
            one.bottom = top + distance
            other.top = top + distance
        }
        return (one, other)
    }
}
