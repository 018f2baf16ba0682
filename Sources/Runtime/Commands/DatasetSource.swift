import Datasets
import Foundation
import Language

extension Dataset {
    /// The command that makes it again.
    var loadingCommand: String {
        let path = source.relativePath
        if let (count, seed) = Self.synthesis(path) { return "synthesize dataset n=\(count) seed=\(seed)" }
        let rooms = layout == .rplan ? "" : " max_rooms=\(layout.maxRooms)"
        return "load dataset \(Value.string(path).literal)" + rooms
    }

    /// What a dataset that was synthesized and never saved has as its source.
    static func source(synthesized count: Int, seed: Int) -> URL {
        URL(fileURLWithPath: "synthetic(n=\(count),seed=\(seed))")
    }

    /// How many homes from which seed, if `source` says so.
    static func synthesis(_ source: String) -> (count: Int, seed: Int)? {
        guard let match = source.wholeMatch(of: /synthetic\(n=(\d+),seed=(-?\d+)\)/),
            let count = Int(match.1), let seed = Int(match.2)
        else { return nil }
        return (count, seed)
    }
}
