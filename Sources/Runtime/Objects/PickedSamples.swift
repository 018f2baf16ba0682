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

    /// The diagram in that place of all, or of those picked; nil where there is none.
    private func pick(at place: Int) -> PickedSample? {
        if let picked { return picked.indices.contains(place) ? picked[place] : nil }
        var row = place
        for (index, seed) in file.perSeed.enumerated() where row >= 0 {
            if row < seed.rows.count { return PickedSample(seedIndex: index, row: row) }
            row -= seed.rows.count
        }
        return nil
    }

    private var pickCount: Int { picked?.count ?? file.perSeed.reduce(0) { $0 + $1.rows.count } }

    /// Those of a kind, each with the reason.
    /// - Parameters:
    ///   - train: what the kinds that need it are told by.
    ///   - check: called now and then; throws to stop.
    /// - Throws: `MetricsError`, and what `check` throws.
    func picks(
        of kind: SampleKind, train: TrainReference? = nil, check: () throws -> Void = {}
    ) throws -> [PickedSample] {
        var verdicts: [Int: [RowVerdict]] = [:]
        return try picks.compactMap { pick in
            if verdicts[pick.seedIndex] == nil {
                try check()
                verdicts[pick.seedIndex] = try RowVerdict.all(
                    file.perSeed[pick.seedIndex].rows, train: train, check: check)
            }
            return verdicts[pick.seedIndex].flatMap { kind.reason($0[pick.row]) }.map {
                PickedSample(seedIndex: pick.seedIndex, row: pick.row, reason: $0)
            }
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
        switch index {
        case .int(let place):
            return pick(at: place < 0 ? place + pickCount : place).map {
                .object(DiagramObject(samples: picking([$0], as: index.literal)))
            }
        case .range(let range):
            guard range.lowerBound >= 0, range.upperBound <= pickCount else { return nil }
            return .object(picking(range.compactMap(pick), as: index.literal))
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
            // No mask that was read belongs to no number of rooms.
            return (try? self.picks(of: kind))?.count ?? 0
        }
    }
}
