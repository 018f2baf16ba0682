import BubbleDiagrams
import RandomStreams

/// One denoising step of one batch.
struct SamplingStep {
    /// From 0, the first one.
    let number: Int
    let step: Step
    let draws: StepDraws
    let options: SamplerOptions
    let denoiser: any Denoiser
    let blanks: FullyMaskedLogits

    private var layout: TokenLayout { denoiser.configuration.layout }

    /// Unmasks tokens known beforehand.
    /// - Parameter tokens: indices into the batch, ascending.
    func unmask(_ tokens: [Int], of diagrams: inout PackedTokens) {
        if tokens.isEmpty { return }
        var wanted: [Wanted] = []
        var next = tokens.startIndex
        for diagram in diagrams.rooms.indices where next < tokens.endIndex {
            let end = tokens[next...].firstIndex { $0 >= diagrams.range(diagram).upperBound } ?? tokens.endIndex
            if end > next { wanted.append(Wanted(diagram: diagram, tokens: tokens[next..<end])) }
            next = end
        }
        let logits = logits(wanted, of: diagrams)
        let proposals = Proposals(self)
        for (diagram, logits) in zip(wanted, logits) {
            for (token, logits) in zip(diagram.tokens, logits) {
                diagrams.tokens[token] = proposals.token(diagram.diagram, diagrams.positions[token], logits)
            }
        }
    }

    /// Unmasks, then remasks.
    func advance(_ diagrams: inout PackedTokens) {
        let plans = diagrams.rooms.indices.map { plan($0, diagrams) }
        let wanted = plans.filter { !$0.wanted.tokens.isEmpty }.map(\.wanted)
        var logits = logits(wanted, of: diagrams).makeIterator()
        let proposals = Proposals(self)
        for plan in plans {
            if plan.wanted.tokens.isEmpty {
                remask(plan, &diagrams, plan.decoded) { _ in [] }
                continue
            }
            let known = Dictionary(uniqueKeysWithValues: zip(plan.wanted.tokens, logits.next() ?? []))
            func logitsOf(_ token: Int) -> ArraySlice<Float> { known[token] ?? [] }
            let candidates = plan.candidates.filter { known[$0] != nil }
            let proposed = candidates.map {
                proposals.token(plan.wanted.diagram, diagrams.positions[$0], logitsOf($0))
            }
            let taken: [Int]
            switch options.unmasking {
            case .random:
                taken = Array(candidates.indices)
            case .llada:
                let confidences = zip(candidates, proposed).map { softmax(logitsOf($0))[$1] }
                taken = mostConfident(confidences, count: plan.count)
            }
            for place in taken { diagrams.tokens[candidates[place]] = proposed[place] }
            let decoded = (plan.decoded + taken.map { candidates[$0] }).sorted()
            let tokens = diagrams.tokens
            remask(plan, &diagrams, decoded) { decoded in decoded.map { softmax(logitsOf($0))[tokens[$0]] } }
        }
    }

    // MARK: What the network has to be asked

    /// Tokens whose logits are needed.
    private struct Wanted {
        let diagram: Int
        /// Indices into the batch, ascending.
        let tokens: ArraySlice<Int>
    }

    /// What is known of one diagram before the network is asked.
    private struct Plan {
        let wanted: Wanted
        let decoded: [Int]
        /// Of these `count` will be unmasked: under `random` all of them.
        let candidates: [Int]
        let count: Int
        /// Whether the draws alone decide what is remasked.
        let isSettled: Bool
    }

    private func plan(_ diagram: Int, _ diagrams: PackedTokens) -> Plan {
        let masked = diagrams.range(diagram).filter { diagrams.isMasked($0, layout) }
        let decoded = diagrams.range(diagram).filter { !diagrams.isMasked($0, layout) }
        let candidates: [Int]
        let count: Int
        switch options.unmasking {
        case .random:
            candidates = masked.filter {
                draws.unmasking(diagram, diagrams.positions[$0]) < step.unmasking[diagrams.positions[$0]]
            }
            count = candidates.count
        case .llada:
            candidates = masked
            let probabilities = masked.map { step.unmasking[diagrams.positions[$0]] }
            count = step.isLast ? masked.count : lladaCount(probabilities, isUniform: step.isUniform)
        }
        let decisions = (decoded + candidates).map { decision($0, diagram, diagrams, decoded: decoded.count + count) }
        let isSettled = !decisions.contains(.undecided)
        let wanted: [Int]
        if !isSettled {
            wanted = (decoded + candidates).sorted()
        } else if decisions.dropFirst(decoded.count).allSatisfy({ $0 == .remasked }) {
            // Whatever is unmasked now is masked again before anyone looks at it.
            wanted = []
        } else if options.unmasking == .random {
            wanted = zip(candidates, decisions.dropFirst(decoded.count)).filter { $1 == .kept }.map(\.0)
        } else {
            wanted = candidates
        }
        return Plan(
            wanted: Wanted(diagram: diagram, tokens: wanted[...]), decoded: decoded, candidates: candidates,
            count: count, isSettled: isSettled)
    }

    private func decision(_ token: Int, _ diagram: Int, _ diagrams: PackedTokens, decoded: Int) -> RemaskingDecision {
        guard let remasking = step.remasking else { return .kept }
        let position = diagrams.positions[token]
        return remasking.strategy.decision(
            u: draws.remasking(diagram, position), limit: remasking.limits[position], decoded: decoded)
    }

    /// The logits of all `wanted` tokens, diagram by diagram.
    private func logits(_ wanted: [Wanted], of diagrams: PackedTokens) -> [[ArraySlice<Float>]] {
        func isBlank(_ wanted: Wanted) -> Bool {
            diagrams.range(wanted.diagram).allSatisfy { diagrams.isMasked($0, layout) }
        }
        let blank = wanted.map(isBlank)
        let passed = zip(wanted, blank).filter { !$1 }.map(\.0)
        let batch = diagrams.selecting(passed.map(\.diagram))
        let rows = zip(passed, batch.starts).flatMap { wanted, start in
            wanted.tokens.map { $0 - diagrams.starts[wanted.diagram] + start }
        }
        let logits =
            rows.isEmpty
            ? PackedLogits(values: [], vocabulary: layout.vocabulary)
            : denoiser.logits(of: rows, in: batch, step.modulation)
        var next = 0
        return zip(wanted, blank).map { wanted, isBlank in
            let start = diagrams.starts[wanted.diagram]
            let source =
                isBlank
                ? blanks.logits(rooms: diagrams.rooms[wanted.diagram], step: number, step.modulation) : logits
            defer { if !isBlank { next += wanted.tokens.count } }
            return wanted.tokens.enumerated().map { place, token in
                source.logits(
                    isBlank ? token - start : next + place, isRoom: diagrams.positions[token] < layout.maxRooms)
            }
        }
    }

    // MARK: What becomes of the tokens

    private struct Proposals {
        let tokenSampler: TokenSampler
        let draws: ProposalDraws?

        init(_ step: SamplingStep) {
            tokenSampler = step.options.tokenSampler
            draws = tokenSampler == .argmax ? nil : step.draws.proposals
        }

        func token(_ diagram: Int, _ position: Int, _ logits: ArraySlice<Float>) -> Int {
            tokenSampler.token(logits) { draws?.words(diagram, position, $0) ?? (0, 0) }
        }
    }

    /// Masks some of one diagram's decoded tokens again.
    /// - Parameter confidences: those of tokens; asked only where the draws leave it open.
    private func remask(
        _ plan: Plan, _ diagrams: inout PackedTokens, _ decoded: [Int], confidences: ([Int]) -> [Float]
    ) {
        guard let remasking = step.remasking else { return }
        let diagram = plan.wanted.diagram
        if plan.isSettled {
            for token in decoded
            where decision(token, diagram, diagrams, decoded: plan.decoded.count + plan.count) == .remasked {
                diagrams.mask(token, layout)
            }
            return
        }
        let probabilities = remasking.strategy.probabilities(
            limits: decoded.map { remasking.limits[diagrams.positions[$0]] }, confidences: confidences(decoded))
        for (token, probability) in zip(decoded, probabilities)
        where draws.remasking(diagram, diagrams.positions[token]) < probability {
            diagrams.mask(token, layout)
        }
    }
}
