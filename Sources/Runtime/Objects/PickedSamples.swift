import BubbleDiagrams
import Language
import Metrics
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

    /// - Parameter label: how they were picked, in a word; behind what these were picked by.
    func picking(_ picks: [PickedSample], as label: String) -> SamplesObject {
        SamplesObject(
            file: file, schedule: schedule, location: location, picked: picks, label: labelled(label))
    }

    /// Some of them, as far as a check foresees.
    func foreseeing(_ count: Int?, as label: String) -> SamplesObject {
        SamplesObject(
            file: file, schedule: schedule, location: location, picked: [], label: labelled(label),
            foreseen: .init(count: count))
    }

    private func labelled(_ label: String) -> String { (self.label.map { "\($0), " } ?? "") + label }

    func seed(of pick: PickedSample) -> Int { file.perSeed[pick.seedIndex].seed }

    func diagram(_ pick: PickedSample) -> Diagram? { file.perSeed[pick.seedIndex].rows.diagram(pick.row) }

    /// `$s[3]`, a diagram, and `$s[0..<8]`, some of them: counted through all seeds.
    func element(at index: Value) -> Value? {
        if foreseen != nil {
            switch index {
            case .int: return .object(DiagramObject(samples: foreseeing(1, as: index.literal)))
            case .range(let range): return .object(foreseeing(range.count, as: index.literal))
            default: return nil
            }
        }
        let picks = picks
        switch index {
        case .int(let place):
            let place = place < 0 ? place + picks.count : place
            guard picks.indices.contains(place) else { return nil }
            return .object(DiagramObject(samples: picking([picks[place]], as: index.literal)))
        case .range(let range):
            guard range.lowerBound >= 0, range.upperBound <= picks.count else { return nil }
            return .object(picking(Array(picks[range]), as: index.literal))
        default: return nil
        }
    }

    /// What is evaluated: of picked diagrams their rows alone, under a name that says so.
    /// - Throws: `CommandFailure` where none is picked.
    func evaluable() throws -> SampleFile {
        guard let picked else { return file }
        guard !picked.isEmpty else {
            throw CommandFailure("there is nothing to evaluate: \(summary)", about: "samples")
        }
        var part = file
        part.method += " (\(label ?? "picked"))"
        part.provenance?["replay"] = nil
        part.perSeed = file.perSeed.enumerated().compactMap { index, seed in
            let rows = picked.filter { $0.seedIndex == index }.map(\.row)
            if rows.isEmpty { return nil }
            return SampleFile.Seed(
                seed: seed.seed,
                rows: TokenRows(
                    layout: seed.rows.layout, tokens: rows.flatMap { seed.rows.row($0) },
                    padMask: rows.flatMap { seed.rows.mask($0) }))
        }
        return part
    }

    func count(of what: Value) -> Int? {
        if foreseen != nil { return nil }
        let picks = picks
        switch what {
        case .int(let rooms): return picks.count { diagram($0)?.rooms.count == rooms }
        default:
            guard let word = what.text else { return nil }
            if let type = RoomType(name: word) { return picks.count { diagram($0)?.rooms.contains(type) ?? false } }
            guard let kind = SampleKind(rawValue: word) else { return nil }
            var verdicts: [Int: [RowVerdict]] = [:]
            return picks.count { pick in
                if verdicts[pick.seedIndex] == nil {
                    verdicts[pick.seedIndex] = (try? RowVerdict.all(file.perSeed[pick.seedIndex].rows)) ?? []
                }
                let all = verdicts[pick.seedIndex] ?? []
                return all.indices.contains(pick.row) && kind.reason(all[pick.row]) != nil
            }
        }
    }
}
