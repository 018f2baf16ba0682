import BubbleDiagrams
import Datasets
import Foundation
import Language

extension Dataset {
    /// The command that makes it again.
    var loadingCommand: String {
        let path = source.relativePath
        if let synthesis = Synthesis(source: path) { return synthesis.command }
        return "load dataset \(Value.string(path).literal)" + Self.roomsArgument(layout.maxRooms)
    }

    /// ` max_rooms=14`; nothing where that is what the commands take anyway.
    fileprivate static func roomsArgument(_ maxRooms: Int) -> String {
        maxRooms == TokenLayout.rplan.maxRooms ? "" : " max_rooms=\(maxRooms)"
    }
}

/// What a made-up dataset is made from: the same always gives the same plans.
struct Synthesis: Hashable {
    var count: Int
    var seed: Int
    var maxRooms = TokenLayout.rplan.maxRooms

    /// What such a dataset has as its source when it was never saved: `synthetic(n=200,seed=3)`, with the most rooms
    /// where they are not RPLAN's.
    var source: URL {
        let rooms = maxRooms == TokenLayout.rplan.maxRooms ? "" : ",max_rooms=\(maxRooms)"
        return URL(fileURLWithPath: "synthetic(n=\(count),seed=\(seed)\(rooms))")
    }

    var command: String { "synthesize dataset n=\(count) seed=\(seed)" + Dataset.roomsArgument(maxRooms) }

    /// - Parameters:
    ///   - source: where it will be saved; nil: nowhere.
    ///   - check: throws to stop.
    func dataset(source: URL? = nil, check: () throws -> Void = {}) throws -> Dataset {
        try Dataset.synthesized(
            count: count, seed: seed, layout: TokenLayout(maxRooms: maxRooms), source: source ?? self.source,
            check: check)
    }
}

extension Synthesis {
    /// What a source says, if it is one.
    init?(source: String) {
        let pattern = /synthetic\(n=(\d+),seed=(-?\d+)(?:,max_rooms=(\d+))?\)/
        guard let match = source.wholeMatch(of: pattern), let count = Int(match.1), let seed = Int(match.2)
        else { return nil }
        self.init(count: count, seed: seed)
        if let written = match.3 {
            guard let rooms = Int(written), Dataset.synthesizableRooms.contains(rooms) else { return nil }
            maxRooms = rooms
        }
    }
}
