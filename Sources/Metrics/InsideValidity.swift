import BubbleDiagrams

/// Which rooms cannot lie inside which. See <doc:ForbiddenContainment>.
enum InsideValidity {
    /// Rooms that the key may not lie inside of.
    static func forbiddenHosts(of room: RoomType) -> Set<RoomType> {
        switch room {
        case .livingRoom:
            [
                .masterRoom, .kitchen, .bathroom, .diningRoom, .childRoom, .studyRoom, .secondRoom, .guestRoom,
                .balcony, .entrance, .storage,
            ]
        case .masterRoom:
            [
                .kitchen, .bathroom, .diningRoom, .childRoom, .studyRoom, .secondRoom, .guestRoom, .balcony,
                .entrance, .storage,
            ]
        case .kitchen:
            [
                .masterRoom, .bathroom, .childRoom, .studyRoom, .secondRoom, .guestRoom, .balcony, .entrance,
                .storage,
            ]
        case .bathroom: [.entrance]
        case .diningRoom: [.masterRoom, .bathroom, .childRoom, .guestRoom, .balcony, .entrance, .storage]
        case .childRoom: [.kitchen, .bathroom, .diningRoom, .balcony, .entrance, .storage]
        case .studyRoom, .secondRoom, .guestRoom: [.bathroom, .balcony, .entrance]
        case .balcony: [.kitchen, .bathroom, .studyRoom, .entrance, .storage]
        case .entrance:
            [
                .masterRoom, .kitchen, .bathroom, .diningRoom, .childRoom, .studyRoom, .secondRoom, .guestRoom,
                .balcony, .storage,
            ]
        case .storage: [.balcony]
        case .wallIn: []
        }
    }

    private static let forbidden = RoomType.allCases.map { forbiddenHosts(of: $0) }

    /// Whether no room of `diagram` lies inside one that it cannot lie in.
    static func holds(for diagram: Diagram) -> Bool {
        diagram.edges.allSatisfy { edge in
            let first = diagram.rooms[edge.first]
            let second = diagram.rooms[edge.second]
            return switch edge.relation {
            case .inside: !forbidden[first.rawValue].contains(second)
            case .surrounding: !forbidden[second.rawValue].contains(first)
            default: true
            }
        }
    }
}
