import BubbleDiagrams

/// Tokens of one diagram whose logits somebody looks at.
public struct WantedTokens: Sendable {
    /// Index of the diagram in its batch.
    public let diagram: Int
    /// Indices into the batch's packed tokens, ascending.
    public let tokens: [Int]

    /// Tokens of one diagram.
    public init(diagram: Int, tokens: [Int]) {
        self.diagram = diagram
        self.tokens = tokens
    }
}

/// The logits of one diagram's wanted tokens, all of them finite.
public struct DiagramLogits: Sendable {
    /// Whose logits they are.
    public let wanted: WantedTokens
    private let source: PackedLogits
    /// The row of the first wanted token, the others behind it; nil where `source` has a row for every token of the
    /// diagram.
    private let first: Int?
    /// Where the diagram's tokens begin, and where its edges do.
    private let start: Int
    private let edges: Int

    fileprivate init(
        _ wanted: WantedTokens, of batch: PackedTokens, source: PackedLogits, first: Int?
    ) throws(NonFiniteLogits) {
        self.wanted = wanted
        self.source = source
        self.first = first
        start = batch.starts[wanted.diagram]
        edges = start + batch.rooms[wanted.diagram]
        for (place, token) in wanted.tokens.enumerated() { _ = try row(place, token).checked(diagram: wanted.diagram) }
    }

    private func row(_ place: Int, _ token: Int) -> ArraySlice<Float> {
        source.logits(first.map { $0 + place } ?? token - start, isRoom: token < edges)
    }

    /// The logits of a wanted token, one for each class a model may predict there.
    /// - Parameter token: its index into the batch's packed tokens.
    public subscript(token: Int) -> ArraySlice<Float> {
        var (low, high) = (0, wanted.tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if wanted.tokens[middle] < token { low = middle + 1 } else { high = middle }
        }
        return row(low, token)
    }
}

/// The network at one step, asked only for what somebody looks at. Diagrams of which nothing is known share one pass.
public struct StepNetwork: Sendable {
    let step: Step
    let run: RunNetwork

    /// The logits of all `wanted` tokens, diagram by diagram.
    /// - Throws: `NonFiniteLogits`, the diagram counted in the batch, and what the backend throws.
    public func logits(of wanted: [WantedTokens], in batch: DiagramBatch) throws -> [DiagramLogits] {
        let packed = batch.packed
        let isFullyMasked = wanted.map { batch.isFullyMasked($0.diagram) }
        let passed = zip(wanted, isFullyMasked).filter { !$1 }.map(\.0)
        let chosen = packed.selecting(passed.map(\.diagram))
        var rows: [Int] = []
        for (wanted, start) in zip(passed, chosen.starts) {
            let shift = start - packed.starts[wanted.diagram]
            for token in wanted.tokens { rows.append(token + shift) }
        }
        let logits = rows.isEmpty ? nil : try run.denoiser(at: step).logits(of: rows, in: chosen)
        var next = 0
        return try zip(wanted, isFullyMasked).map { wanted, isFullyMasked in
            if let logits, !isFullyMasked {
                defer { next += wanted.tokens.count }
                return try DiagramLogits(wanted, of: packed, source: logits, first: next)
            }
            let whole = try run.fullyMasked(rooms: packed.rooms[wanted.diagram], at: step)
            return try DiagramLogits(wanted, of: packed, source: whole, first: nil)
        }
    }
}
