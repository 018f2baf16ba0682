import BubbleDiagrams
import Files
import Foundation
import RandomStreams
import TorchFiles

extension Dataset {
    /// The most rooms that made-up homes can be asked to have: every home has four.
    public static let synthesizableRooms = SynthesisPlan.leastRooms...TokenLayout.maxRoomsLimit

    /// Made-up homes by the program of `SynthesisPlan`, derived from no one's plans. The same `seed` always gives the
    /// same plans, a larger `count` more of them.
    /// - Parameters:
    ///   - layout: for how many rooms at most, one of `synthesizableRooms`.
    ///   - source: what the dataset says it is.
    ///   - check: asked before every hundredth plan; throws to stop.
    /// - Returns: a dataset whose `sha256` is that of the file `saveCache` writes of it.
    /// - Throws: `DatasetError` when there are too few plans to split, and what `check` throws.
    public static func synthesized(
        count: Int, seed: Int, layout: TokenLayout = .rplan, source: URL, check: () throws -> Void = {}
    ) throws -> Dataset {
        var generator = TorchGenerator(seed: UInt64(bitPattern: Int64(seed)))
        var diagrams: [Diagram] = []
        for number in 0..<max(0, count) {
            if number % 100 == 0 { try check() }
            diagrams.append(SynthesisPlan(maxRooms: layout.maxRooms, &generator).diagram)
        }
        do throws(DatasetError.Reason) {
            let bytes: [UInt8]
            do { bytes = try TorchFile.bytes(of: PlanCache.value(of: diagrams, layout.vocabulary)) } catch {
                throw .file(error.clause, place: error.place)
            }
            return try Dataset(diagrams: diagrams, layout: layout, source: source, sha256: SHA256.of(bytes))
        } catch {
            throw DatasetError(path: source.relativePath, reason: error)
        }
    }
}
