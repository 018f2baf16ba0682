import BubbleDiagrams
import Language
import Results

/// One diagram of a samples file.
struct PickedSample: Sendable {
    /// Place among the seeds of the file, and the row there.
    let seedIndex: Int
    let row: Int
    /// Why it was picked, when a filter did it.
    let reason: String?

    init(seedIndex: Int, row: Int, reason: String? = nil) {
        self.seedIndex = seedIndex
        self.row = row
        self.reason = reason
    }
}

extension SamplesObject {
    /// All diagrams in order, seed after seed, or those picked.
    var picks: [PickedSample] {
        picked
            ?? file.perSeed.enumerated().flatMap { index, seed in
                (0..<seed.rows.count).map { PickedSample(seedIndex: index, row: $0) }
            }
    }

    func picking(_ picks: [PickedSample]) -> SamplesObject {
        SamplesObject(file: file, schedule: schedule, location: location, picked: picks)
    }

    /// Some of them, as far as a check foresees.
    func foreseeing(_ count: Int?) -> SamplesObject {
        SamplesObject(
            file: file, schedule: schedule, location: location, picked: [], foreseen: .init(count: count))
    }

    func seed(of pick: PickedSample) -> Int { file.perSeed[pick.seedIndex].seed }

    func diagram(_ pick: PickedSample) -> Diagram? { file.perSeed[pick.seedIndex].rows.diagram(pick.row) }

    /// `$s[3]`, `$s[0..<8]`: counted through all seeds.
    func element(at index: Value) -> Value? {
        if foreseen != nil {
            switch index {
            case .int: return .object(foreseeing(1))
            case .range(let range): return .object(foreseeing(range.count))
            default: return nil
            }
        }
        let picks = picks
        switch index {
        case .int(let place):
            let place = place < 0 ? place + picks.count : place
            return picks.indices.contains(place) ? .object(picking([picks[place]])) : nil
        case .range(let range):
            guard range.lowerBound >= 0, range.upperBound <= picks.count else { return nil }
            return .object(picking(Array(picks[range])))
        default: return nil
        }
    }

    /// - Throws: `CommandFailure` when these are picked ones: files and metrics are of whole seeds.
    func requireWhole(for command: String) throws {
        guard picked != nil else { return }
        throw CommandFailure(
            "\(command) takes whole samples, and these are \(summary)", about: "samples",
            hint: "export writes the picked ones", isMistake: true)
    }
}
