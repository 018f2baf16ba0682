extension Checker {
    /// The statements of a program, then the `def`s that none of them called.
    func walkProgram(_ program: Program) {
        walk(program.statements)
        for statement in program.statements {
            if case .definition(let definition) = statement.kind { walkUncalled(definition) }
        }
    }

    func walk(_ statements: [Statement]) {
        for statement in statements { walk(statement) }
    }

    func walk(_ statement: Statement) {
        steps += 1
        switch statement.kind {
        case .version: break
        case .bad: walkBad(statement.range)
        case .binding(let name, let value): walkBinding(name, value)
        case .pipeline(let pipeline): _ = walk(pipeline, yields: false)
        case .expression(let expression): _ = noticing { evaluate(expression) }
        case .loop(let loop): _ = walk(loop, yields: false)
        case .conditional(let conditional): _ = walk(conditional, yields: false, mayLack: false)
        case .definition: break
        case .use(let use): walkModule(use)
        case .parameter(let parameter): walkParameter(parameter)
        case .assertion(let condition, let message):
            let holds = evaluate(condition)
            check(condition, holds, is: .bool, as: .assertion)
            let text = message.map { message in noticing { evaluate(message) }.value }
            if let message, let text { check(message, text, is: .string, as: .assertionMessage) }
            // In a branch that may not run it says what must not be.
            if !isDead, branches.isEmpty, case .known(.bool(false)) = holds {
                let problem = ScriptProblem.assertionFails(message: text?.known?.description)
                report(
                    Diagnostic(.error, problem, at: program.span(condition.range), trail: iterationNotes()))
            }
        case .attempt(let block):
            let before = (branches, isTrying, isDead, tryDepth)
            (branches, isTrying, tryDepth) = (branches + ["try"], true, branches.count + 1)
            inBlock { walk(block.statements) }
            (branches, isTrying, isDead, tryDepth) = before
        case .yield(let value):
            error(.returnNotLast, statement.range)
            _ = evaluate(value)
        }
    }

    /// What a statement that could not be read would have bound is no mistake where it is used.
    private func walkBad(_ range: Range<Int>) {
        isUncertain = true
        let words = program.source.text(range).split { " \t\r\n;{}".contains($0) }
        for (word, next) in zip(words, words.dropFirst()) where ["as", "param", "let"].contains(word) {
            let name = String(next.prefix { !":=,+".contains($0) })
            if Grammar.isName(name) { unknownNames.insert(name) }
        }
    }

    func check(_ expression: Expression, _ value: StaticValue, is type: ValueType, as role: ScriptProblem.Role) {
        if value.isPoison || value.type.mayPass(for: type) { return }
        error(.wrongType(role, expected: type, found: value.type), expression.range)
    }

    private func walkBinding(_ name: Name, _ value: Expression) {
        let isTop = blocks.isEmpty && program === mainProgram
        if isTop, let override = settings.overrides[name.text] {
            var given = override.value
            if !value.makesObjects {
                let own = evaluate(value)
                let type = own.type.widened
                // Text is text with or without quotes on a command line.
                if type == .string { given = .string(given.text ?? override.text) }
                if let converted = type.converting(given) {
                    given = converted
                } else if !own.isPoison {
                    let problem = ScriptProblem.overrideOfWrongType(
                        name.text, expected: type, found: given.type, setAt: program.span(name.range))
                    report(Diagnostic(.error, problem, at: override.span))
                }
            }
            settings.setOverride(name.text, given)
            bind(name, .known(given))
            used.insert(name.range.lowerBound)
            return
        }
        let (made, varies) = noticing { evaluate(value) }
        if case .unknown(.none) = made {
            error(.yieldsNothing(for: name.text), value.range)
            bind(name, .poison)
            return
        }
        if case .pipeline = value.kind { rename(made, as: name.text) }
        bind(name, made, varies: varies)
    }

    /// The session's last object goes by the name it was given afterwards.
    private func rename(_ value: StaticValue, as name: String) {
        guard case .object(let type) = value.type, let last = latest[type], last.name == nil else { return }
        latest[type] = CheckedLatest(order: last.order, name: name, value: last.value)
    }

    // MARK: Blocks

    /// What a block gives, and whether it does: in a `for` that collects, an `if` without `else` may give nothing.
    struct Yielded {
        enum Presence {
            case certain, possible, absent
        }

        let value: StaticValue
        var presence = Presence.certain

        static let nothing = Yielded(value: .unknown(.none))
        static let poison = Yielded(value: .poison)

        /// Where a condition decides that only the run knows.
        var ifAtAll: Yielded { Yielded(value: value, presence: presence == .absent ? .absent : .possible) }
    }

    /// Walks a block; with `yields` its last statement gives the value, with `mayLack` perhaps none.
    func walk(_ block: Block, yields: Bool, mayLack: Bool) -> Yielded {
        inBlock {
            guard yields else {
                walk(block.statements)
                return .nothing
            }
            walk(Array(block.statements.dropLast()))
            guard let last = block.statements.last else {
                error(.emptyBlock, block.range)
                return .poison
            }
            switch last.kind {
            case .expression(let expression): return Yielded(value: evaluate(expression))
            case .pipeline(let pipeline): return Yielded(value: walk(pipeline, yields: true))
            case .loop(let loop): return Yielded(value: walk(loop, yields: true))
            case .conditional(let conditional): return walk(conditional, yields: true, mayLack: mayLack)
            case .bad:
                isUncertain = true
                return .poison
            default:
                walk(last)
                error(.noValueAtEnd, last.range)
                return .poison
            }
        }
    }

    /// With `yields` the list of the block's values.
    func walk(_ loop: Loop, yields: Bool) -> StaticValue {
        let hadVaried = hasVaried
        hasVaried = false
        let sequence = evaluate(loop.sequence)
        if hasVaried { varyingLoops.insert(loop.variable.range.lowerBound) }
        hasVaried = hasVaried || hadVaried
        if sequence.isPoison {
            dead(loop.body.range, always: true) { _ = walkOnce(loop, .poison, yields: yields) }
            return .poison
        }
        let elements: ValueType
        switch sequence.type.unwrapped {
        case .list(let element): elements = element
        case .range: elements = .int
        case .either(let types) where types.contains(where: index.isIterable): elements = .any
        case .any: elements = .any
        case .object(let name) where index.isSequence(name): elements = index.objectType(name)?.element ?? .any
        default:
            error(.notIterable(sequence.type), loop.sequence.range)
            dead(loop.body.range, always: true) { _ = walkOnce(loop, .poison, yields: yields) }
            return .poison
        }
        if let elements = sequence.elements, sequence.known == nil, !isDead, steps < Self.stepLimit {
            return unroll(loop, elements, yields: yields)
        }
        if let known = sequence.known, let runs = Operations.count(known), runs >= 0, !isDead {
            if runs == 0 {
                if Constant.value(of: loop.sequence) != nil { warn(.neverRuns, loop.sequence.range) }
                dead(loop.body.range) { _ = walkOnce(loop, .unknown(elements.widened), yields: yields) }
                return .known(.list([]))
            }
            if runs <= Self.iterationLimit, sequence.type.object == nil, steps < Self.stepLimit {
                var elements = sequence.elements ?? []
                if case .range(let range) = known { elements = range.map { .known(.int($0)) } }
                return unroll(loop, elements, yields: yields)
            }
            return collected([walkOnce(loop, .unknown(elements.widened), yields: yields)], loop, yields: yields)
        }
        branches.append("for \(loop.variable.text) in \(oneLine(loop.sequence))")
        defer { branches.removeLast() }
        let before = perhapsForgotten
        var value = walkOnce(loop, .unknown(elements.widened), yields: yields)
        // What one round takes away, the next one lacks.
        if perhapsForgotten != before { value = walkOnce(loop, .unknown(elements.widened), yields: yields) }
        return collected([value], loop, yields: yields)
    }

    private func collected(_ yielded: [Yielded], _ loop: Loop, yields: Bool) -> StaticValue {
        guard yields else { return .unknown(.none) }
        let values = yielded.filter { $0.presence != .absent }.map(\.value)
        if values.contains(where: \.isPoison) { return .poison }
        return bounded(.unknown(.list(ValueType.common(values.map { $0.type.widened }))), loop.sequence.range)
    }

    private func unroll(_ loop: Loop, _ elements: [StaticValue], yields: Bool) -> StaticValue {
        var values: [Yielded] = []
        for element in elements {
            guard steps < Self.stepLimit else {
                values.append(walkOnce(loop, .unknown(element.type.widened), yields: yields))
                break
            }
            if let known = element.known { iterations.append((loop.variable.text, known)) }
            values.append(walkOnce(loop, element, yields: yields))
            if element.known != nil { iterations.removeLast() }
        }
        guard yields, values.count == elements.count, !values.contains(where: { $0.presence == .possible }) else {
            return collected(values, loop, yields: yields)
        }
        return bounded(.list(values.filter { $0.presence == .certain }.map(\.value)), loop.sequence.range)
    }

    private func walkOnce(_ loop: Loop, _ element: StaticValue, yields: Bool) -> Yielded {
        steps += 1
        return inBlock {
            bind(loop.variable, element, varies: varyingLoops.contains(loop.variable.range.lowerBound))
            func body() -> Yielded { walk(loop.body, yields: yields, mayLack: true) }
            guard let expression = loop.condition else { return body() }
            let condition = evaluate(expression)
            check(expression, condition, is: .bool, as: .condition)
            if !isDead, case .known(.bool(let holds)) = condition {
                if holds { return body() }
                dead(loop.body.range) { _ = body() }
                return Yielded(value: .unknown(.any), presence: .absent)
            }
            branches.append("if " + oneLine(expression))
            defer { branches.removeLast() }
            return body().ifAtAll
        }
    }

    /// - Parameter mayLack: whether the value may be missing, where no branch is taken.
    func walk(_ conditional: Conditional, yields: Bool, mayLack: Bool) -> Yielded {
        var values: [Yielded] = []
        /// True once an earlier branch is taken for certain.
        var isDecided = false
        /// The conditions so far that the run alone decides.
        var open: [String] = []
        /// True once a literal `true` rules the rest out whatever the variables.
        var isLiteral = false
        let around = branches
        defer { branches = around }
        func enterElse() { if !open.isEmpty { branches = around + ["else of " + open.joined(separator: ", ")] } }
        for branch in conditional.branches {
            if isDecided {
                if isLiteral { warn(.neverReached, branch.body.range) }
                dead(branch.body.range) {
                    _ = evaluate(branch.condition)
                    _ = walk(branch.body, yields: yields, mayLack: mayLack)
                }
                continue
            }
            let condition = evaluate(branch.condition)
            check(branch.condition, condition, is: .bool, as: .condition)
            if !isDead, case .known(.bool(let truth)) = condition {
                if truth {
                    enterElse()
                    values.append(walk(branch.body, yields: yields, mayLack: mayLack))
                    isDecided = true
                    isLiteral = Constant.value(of: branch.condition) != nil
                } else {
                    // A warning only where a literal decides: a variable may be set otherwise.
                    if Constant.value(of: branch.condition) != nil {
                        warn(.neverReached, branch.body.range)
                    }
                    dead(branch.body.range) { _ = walk(branch.body, yields: yields, mayLack: mayLack) }
                }
            } else {
                let text = oneLine(branch.condition)
                branches = around + [(open.isEmpty ? "if " : "else if ") + text]
                open.append(text)
                values.append(walk(branch.body, yields: yields, mayLack: mayLack))
            }
        }
        if let otherwise = conditional.otherwise {
            if isDecided {
                if isLiteral { warn(.neverReached, otherwise.range) }
                dead(otherwise.range) { _ = walk(otherwise, yields: yields, mayLack: mayLack) }
            } else {
                enterElse()
                values.append(walk(otherwise, yields: yields, mayLack: mayLack))
            }
        } else if yields, !isDecided {
            if !mayLack {
                error(.ifWithoutElse, conditional.branches[0].condition.range)
                return .poison
            }
            values.append(Yielded(value: .unknown(.any), presence: .absent))
        }
        guard yields else { return .nothing }
        if values.count == 1 { return values[0] }
        let there = values.filter { $0.presence != .absent }
        if there.contains(where: \.value.isPoison) { return .poison }
        let isCertain = values.allSatisfy { $0.presence == .certain }
        if there.isEmpty { return values[0] }
        return Yielded(
            value: .unknown(ValueType.common(there.map { $0.value.type.widened })),
            presence: isCertain ? .certain : .possible)
    }

    /// Checks names and types, once, of what the known values do not reach.
    func dead(_ range: Range<Int>, always: Bool = false, _ body: () -> Void) {
        guard always || checkedDead.insert(place(range)).inserted else { return }
        let state = (isDead, latest, isUncertain, branches, globals, blocks)
        isDead = true
        globals = globals.mapValues { $0.mapValues { .init(value: $0.value.forgotten, origin: $0.origin) } }
        blocks = blocks.map { $0.mapValues { .init(value: $0.value.forgotten, origin: $0.origin) } }
        body()
        (isDead, latest, isUncertain, branches, globals, blocks) = state
    }

    /// The source of an expression, its line breaks as spaces.
    private func oneLine(_ expression: Expression) -> String {
        program.source.text(expression.range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Parameters of the script

    private func walkParameter(_ parameter: DeclaredParameter) {
        let name = parameter.name
        let types = TypeResolver(index: index, program: program)
        var type = types.resolve(parameter.type, report: error)
        let fallback = parameter.fallback.map(evaluate)
        if parameter.type == nil, let fallback { type = fallback.type.widened }
        if let fallback, let expression = parameter.fallback, !fallback.isPoison {
            if !fallback.mayPass(for: type) {
                error(.defaultOfWrongType(name.text, expected: type, found: fallback.type), expression.range)
                bind(name, .poison)
                return
            }
        }
        var value = fallback ?? .unknown(type)
        let isModule = program !== mainProgram
        if let given = settings.value(of: parameter, type: type, isModule: isModule) {
            switch given {
            case .success(let set): value = .known(set)
            case .failure(let problem):
                report(problem)
                value = .poison
            }
        } else if let given = moduleSettings[ObjectIdentifier(program)]?[name.text],
            !parameter.leavesOut(given.value.known, type)
        {
            value = given.value
            if !value.mayPass(for: type) {
                let problem = ScriptProblem.moduleSettingOfWrongType(name.text, expected: type, found: value.type)
                report(Diagnostic(.error, problem, at: given.span))
                value = .poison
            }
        } else if parameter.takesRest, fallback == nil {
            value = program === mainProgram && settings.isCheckOnly ? .unknown(type) : .known(.list([]))
        } else if fallback == nil, !(program === mainProgram && settings.isCheckOnly) {
            error(.settingMissing(name.text, expected: type, module: program.moduleName), name.range)
        }
        if case .known(let set) = value { value = .known(type.converting(set) ?? set) }
        bind(name, value)
    }
}

extension Expression {
    /// Whether a command runs in it.
    var makesObjects: Bool {
        switch kind {
        case .pipeline(let pipeline): pipeline.loneWord == nil
        case .loop, .conditional: true
        default: false
        }
    }
}
