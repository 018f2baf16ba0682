/// What was measured on the samples that have `rooms` rooms.
public struct RoomCountGroup<Value: Hashable & Sendable>: Hashable, Sendable {
    /// Rooms of each sample of the group; 0 for those that spell no diagram.
    public let rooms: Int
    /// The figure; counts are whole floats.
    public let value: Value

    /// The group of the samples that have `rooms` rooms.
    public init(rooms: Int, value: Value) {
        self.rooms = rooms
        self.value = value
    }
}

/// All metrics of one seed's samples, in result files' order and under their keys.
public struct SeedMetrics: Hashable, Sendable {
    /// One for each of `Metric.all`, under its `fileKey`. All finite.
    public let scalars: [NamedValue]
    /// `validity_by_num_rooms`: fractions of the group, by ascending number of rooms.
    public let validityByRooms: [RoomCountGroup<[NamedValue]>]
    /// `transitivity_by_num_rooms`: likewise.
    public let transitivityByRooms: [RoomCountGroup<[NamedValue]>]
    /// `edge_present_rate_by_num_rooms`: mean fraction of the possible edges.
    public let edgePresentRateByRooms: [RoomCountGroup<Double>]

    /// The metric `name`, with or without `eval/`.
    public subscript(name: String) -> Double? { scalars.value(of: name) }
}
