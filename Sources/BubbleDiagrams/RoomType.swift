/// What a room is for. Raw values are the room tokens of the models' vocabulary (RPLAN's room types).
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

    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}

/// The room tokens that are no room, and the size of the room vocabulary.
public enum RoomToken {
    public static let mask = 13
    public static let pad = 14
    public static let vocabularySize = 15
    /// Tokens a model may predict: every `RoomType`, neither MASK nor PAD.
    public static let classCount = 13
}
