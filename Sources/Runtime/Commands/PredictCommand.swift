import BubbleDiagrams
import JSON
import Language
import Results
import Sampling
import Tables

/// `predict $checkpoint tokens=[…] t=0.5`
struct PredictCommand: Command {
    let signature = CommandSignature(
        ["predict"], "shows what a checkpoint expects at every position of one diagram",
        details: """
            tokens are the rooms, then the relations (0,1), (0,2) … as numbers or names, MASK as _: all positions of a \
            row, PAD included, or just the real ones; their count tells which.
            """,
        parameters: [
            Parameter(
                "checkpoint", .object(ObjectTypes.checkpoint), .positional, absent: .session, takesPipe: true,
                "the model"),
            Parameter(
                "tokens", .list(.either([.int, .word("token")])), absent: .required,
                "rooms, then relations: numbers, names such as LivingRoom, _ for MASK"),
            Parameter("t", .float, absent: .required, "the time, 0 (clean) to 1 (all noise)"),
            Parameter(
                "probabilities", .bool, absent: .literal("true"), "probabilities; false: logits"),
            .format,
        ],
        examples: [
            "predict $v1 tokens=[\"LivingRoom\", \"Kitchen\", _] t=0.3",
            "predict $v1 tokens=[0, 2, _, 10, _, _] t=0.3 format=json",
        ])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let object = try arguments.object("checkpoint", CheckpointObject.self)
        let layout = object.checkpoint.header.denoiser.layout
        let (t, row, rooms) = try Self.request(arguments.value, layout)
        let isProbabilities = arguments.bool("probabilities")
        let prediction = try object.withDenoiser {
            try $0.predict(tokens: row, rooms: rooms, at: Float(t), probabilities: isProbabilities)
        }
        if workspace.format == .json {
            func rows(_ values: [[Float]]) -> JSON {
                .array(values.map { .array($0.map { .float(Double($0)) }) })
            }
            workspace.console.show(
                .text(JSON.object(["rooms": rows(prediction.rooms), "relations": rows(prediction.relations)]).text))
            return .none
        }
        func cells(_ values: [Float]) -> [Cell] {
            values.map { .float(Double($0), .fixed(isProbabilities ? 4 : 3)) }
        }
        let roomNames = row.prefix(rooms).enumerated().map { "\($0) \(Self.name($1, isRoom: true, layout.vocabulary))" }
        var tables = [
            Table(
                title: "Rooms", headers: ["room"] + layout.vocabulary.roomTypes.map(\.name),
                rows: zip(roomNames, prediction.rooms).map { [.text($0)] + cells($1) })
        ]
        let pairs = layout.pairs.filter { $0.second < rooms }
        if !pairs.isEmpty {
            let pairNames = pairs.map { pair in
                let token = row[layout.position(first: pair.first, second: pair.second)]
                return "\(pair.first)-\(pair.second) \(Self.name(token, isRoom: false, layout.vocabulary))"
            }
            tables.append(
                Table(
                    title: "Relations", headers: ["pair"] + layout.vocabulary.relations.map(\.name) + ["no-edge"],
                    rows: zip(pairNames, prediction.relations).map { [.text($0)] + cells($1) }))
        }
        workspace.console.show(.tables(tables))
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        guard arguments.isAllKnown(), let object = arguments.object("checkpoint", CheckpointObject.self) else {
            return DryRun()
        }
        do {
            _ = try Self.request(arguments.value, object.checkpoint.header.denoiser.layout)
            return DryRun()
        } catch {
            return .error(error)
        }
    }

    /// What is asked for, checked: the same rules hold before a run and in it.
    /// - Parameter value: an argument by name.
    /// - Throws: `CommandFailure`, a mistake, about the argument that is wrong.
    private static func request(
        _ value: (String) -> Value?, _ layout: TokenLayout
    ) throws -> (t: Double, row: [Int], rooms: Int) {
        let t = try CheckedArguments.fraction(value("t")?.number, "t")
        let (row, rooms) = try row(value("tokens")?.elements ?? [], layout)
        return (t, row, rooms)
    }

    /// A whole row of tokens from what was written, and its number of rooms.
    private static func row(_ values: [Value], _ layout: TokenLayout) throws -> (row: [Int], rooms: Int) {
        if values.count == layout.length {
            let row = try values.enumerated().map { try token($1, layout, at: $0, place: $0) }
            let rooms = row.prefix(layout.maxRooms).count { $0 != layout.vocabulary.room.pad }
            guard rooms > 0 else {
                throw CommandFailure("tokens has no room", about: "tokens", isMistake: true)
            }
            let padMask = layout.padMask(rooms: rooms)
            for position in row.indices where (row[position] == layout.padToken(at: position)) == padMask[position] {
                throw CommandFailure(
                    "token \(position) is \(padMask[position] ? "" : "not ")PAD, but the row has "
                        + counted(rooms, "room"), about: "tokens", isMistake: true)
            }
            return (row, rooms)
        }
        let fitting = (1...layout.maxRooms).first { $0 + $0 * ($0 - 1) / 2 == values.count }
        guard let rooms = fitting else {
            let counts = (1...layout.maxRooms).map { "\($0 + $0 * ($0 - 1) / 2)" }.joined(separator: ", ")
            throw CommandFailure(
                "tokens has \(values.count == 1 ? "1 entry" : "\(values.count) entries"), expected \(layout.length) (all positions), or one of "
                    + "\(counts) (1 to \(layout.maxRooms) rooms and their relations)", about: "tokens",
                isMistake: true)
        }
        var row = (0..<layout.length).map { layout.padToken(at: $0) }
        for (place, (value, position)) in zip(values, layout.realPositions(rooms: rooms)).enumerated() {
            let token = try token(value, layout, at: position, place: place)
            guard token != layout.padToken(at: position) else {
                throw CommandFailure(
                    "token \(place) is PAD, but the row has just its real positions", about: "tokens", isMistake: true)
            }
            row[position] = token
        }
        return (row, rooms)
    }

    private static func token(_ value: Value, _ layout: TokenLayout, at position: Int, place: Int) throws -> Int {
        let isRoom = position < layout.maxRooms
        let vocabulary = layout.vocabulary
        let tokens = layout.tokens(at: position)
        var found: Int?
        switch value {
        case .int(let number): found = (0..<tokens.count).contains(number) ? number : nil
        default:
            switch value.text {
            case "_"?, "MASK"?: found = tokens.mask
            case "PAD"?: found = tokens.pad
            case "no-edge"? where !isRoom: found = vocabulary.noEdge
            case let name?:
                found =
                    isRoom
                    ? RoomType(name: name).flatMap(vocabulary.token(of:))
                    : Relation(name: name).flatMap(vocabulary.token(of:))
            case nil: break
            }
        }
        guard let found else {
            let names =
                isRoom ? vocabulary.roomTypes.map(\.name) : vocabulary.relations.map(\.name) + ["no-edge"]
            throw CommandFailure(
                "token \(place) is \(value.literal), expected a \(isRoom ? "room" : "relation"): 0 to \(tokens.count - 1)"
                    + ", _, or one of " + names.joined(separator: ", "),
                about: "tokens", isMistake: true)
        }
        return found
    }

    private static func name(_ token: Int, isRoom: Bool, _ vocabulary: Vocabulary) -> String {
        if token == (isRoom ? vocabulary.room : vocabulary.edge).mask { return "_" }
        if !isRoom, token == vocabulary.noEdge { return "no-edge" }
        return (isRoom ? vocabulary.roomType(token)?.name : vocabulary.relation(token)?.name) ?? "PAD"
    }
}
