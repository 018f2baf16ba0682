import BubbleDiagrams
import JSON
import Results
import Sampling

/// One finished seed, read back and found to be what its key says.
struct CachedSeed: Sendable {
    let rows: TokenRows
    /// Who computed it, where, when and in how much time; those of them that are recorded.
    let made: JSONObject

    init(rows: TokenRows, made: JSONObject) {
        self.rows = rows
        self.made = made
    }

    /// - Throws: how `file` contradicts the key, in words.
    init(_ file: SampleFile, _ key: CachedSeedKey) throws(Contradiction) {
        guard let record = file.provenance?["cell"]?.object else {
            throw Contradiction("it does not say of what it is")
        }
        guard key.matches(record) else { throw Contradiction("it records another sampling") }
        guard file.method == key.recipe.method else { throw Contradiction("its method is \(file.method)") }
        guard file.layout == key.layout else { throw Contradiction("its n_max is \(file.layout.maxRooms)") }
        guard file.perSeed.count == 1, let seed = file.perSeed.first, seed.seed == key.seed else {
            throw Contradiction("it holds seed \(file.perSeed.map { "\($0.seed)" }.joined(separator: ", "))")
        }
        guard seed.rows.count == key.recipe.count else { throw Contradiction("it holds \(seed.rows.count) rows") }
        let config = SampleConfig(key.recipe, seeds: [key.seed], checkpoint: file.config.checkpoint ?? "")
        if let different = ConfigDifference.between(config.effective, file.config.effective).first {
            throw Contradiction("config \(different)")
        }
        if let row = Self.firstImpossible(seed.rows, key.recipe.rooms) {
            throw Contradiction("row \(row) cannot come of it")
        }
        rows = seed.rows
        made = (file.provenance ?? [:]).only(["bds", "backend", "host", "created", "seconds"])
    }

    /// The first row that no run of these room counts leaves: a token out of range, PAD in a room that is there or none
    /// where there is no room, a MASK left, or too few or too many rooms.
    private static func firstImpossible(_ rows: TokenRows, _ rooms: RoomCounts) -> Int? {
        let layout = rows.layout
        let vocabulary = layout.vocabulary
        return (0..<rows.count).first { row in
            let (tokens, mask) = (rows.row(row), rows.mask(row))
            let count = mask.prefix(layout.maxRooms).count { $0 }
            switch rooms {
            case .fixed(let wanted) where count != wanted: return true
            case .distribution(let weights) where count < 1 || !(weights[count - 1] > 0): return true
            case .uniform where count < 1: return true
            default: break
            }
            return zip(tokens, mask).enumerated().contains { position, entry in
                let classes = position < layout.maxRooms ? vocabulary.room.classCount : vocabulary.edge.classCount
                return entry.1 ? !(0..<classes).contains(entry.0) : entry.0 != layout.padToken(at: position)
            }
        }
    }

    /// How a kept seed contradicts its key.
    struct Contradiction: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }
}
