/// The tables that tell the samples apart by their number of rooms. Rows that spell no diagram have 0.
/// See <doc:RoomCountTables>.
enum ByRoomCount {
    static func validity(_ samples: [Sample]) -> [RoomCountGroup<[NamedValue]>] {
        groups(samples) { group in
            [
                NamedValue("connected", group.fraction { $0.validity.isConnected }),
                NamedValue("consistent", group.fraction { $0.validity.isConsistent }),
                NamedValue("valid_types", group.fraction { $0.validity.hasValidTypes }),
                NamedValue("no_mask_tokens", group.fraction { $0.validity.hasNoMask }),
                NamedValue("no_out_of_range", group.fraction { $0.validity.isInRange }),
                NamedValue("overall", group.fraction { $0.validity.isValid }),
            ]
        }
    }

    static func transitivity(_ samples: [Sample]) -> [RoomCountGroup<[NamedValue]>] {
        groups(samples) { group in
            [
                NamedValue("transitivity_score", group.fraction { $0.consistency.isTransitive }),
                NamedValue("h_consistent", group.fraction { $0.consistency.isHorizontal }),
                NamedValue("v_consistent", group.fraction { $0.consistency.isVertical }),
            ]
        }
    }

    /// The mean fraction of possible edges that are there; 0 where none is possible.
    static func edgePresentRate(_ samples: [Sample]) -> [RoomCountGroup<Double>] {
        groups(samples) { group in
            group.reduce(0.0) { sum, sample in
                let possible = sample.diagram.rooms.count * (sample.diagram.rooms.count - 1) / 2
                return possible == 0 ? sum : sum + Double(sample.diagram.edges.count) / Double(possible)
            } / Double(group.count)
        }
    }

    private static func groups<Value>(
        _ samples: [Sample], _ value: ([Sample]) -> Value
    ) -> [RoomCountGroup<Value>] {
        Dictionary(grouping: samples) { $0.diagram.rooms.count }
            .sorted { $0.key < $1.key }
            .map { RoomCountGroup(rooms: $0.key, value: value($0.value)) }
    }
}
