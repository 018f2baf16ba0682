/// What a room is for. Raw values are RPLAN's numbers; tokens are the `Vocabulary`'s.
public enum RoomType: Int, CaseIterable, Sendable {
    case livingRoom, masterRoom, kitchen, bathroom, diningRoom, childRoom, studyRoom, secondRoom, guestRoom, balcony,
        entrance, storage, wallIn

    /// The name RPLAN uses, as it stands in plans, tables and scripts.
    public var name: String {
        switch self {
        case .livingRoom: "LivingRoom"
        case .masterRoom: "MasterRoom"
        case .kitchen: "Kitchen"
        case .bathroom: "Bathroom"
        case .diningRoom: "DiningRoom"
        case .childRoom: "ChildRoom"
        case .studyRoom: "StudyRoom"
        case .secondRoom: "SecondRoom"
        case .guestRoom: "GuestRoom"
        case .balcony: "Balcony"
        case .entrance: "Entrance"
        case .storage: "Storage"
        case .wallIn: "Wall-in"
        }
    }

    /// The type of that `name`, written exactly so.
    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}
