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
        case .expression(let expression):
            if case .word(let word) = expression.kind {
                error("there is no command `\(word)`", expression.range)
            }
            _ = evaluate(expression)
        case .loop(let loop): _ = walk(loop, yields: false)
        case .conditional(let conditional): _ = walk(conditional, yields: false)
        case .definition: break
        case .use(let name): walkModule(name)
        case .parameter(let parameter): walkParameter(parameter)
        case .assertion(let condition, let message):
            check(condition, evaluate(condition), is: .bool, what: "an assertion")
            if let message { check(message, evaluate(message), is: .string, what: "an assertion's message") }
        case .attempt(let block):
            let before = (branches, isTrying, isDead, tryDepth)
            (branches, isTrying, tryDepth) = (branches + ["try"], true, branches.count + 1)
            inBlock { walk(block.statements) }
            (branches, isTrying, isDead, tryDepth) = before
        case .yield(let value):
            error(SyntaxProblem.returnNotLast.message, statement.range)
            _ = evaluate(value)
        }
    }

    /// What a statement that could not be read would have bound is no mistake where it is used.
    private func walkBad(_ range: Range<Int>) {
        isUncertain = true
        let words = program.source.text(range).split { " \t\r\n;{}".contains($0) }
        for (word, next) in zip(words, words.dropFirst()) where word == "as" || word == "param" {
            let name = String(next.prefix { $0 != ":" && $0 != "=" })
            if Grammar.isName(name) { unknownNames.insert(name) }
        }
    }

    func check(_ expression: Expression, _ staticValue: StaticValue, is type: ValueType, what: String) {
        if staticValue.isPoison || staticValue.type.mayPass(for: type) { return }
        error("\(what) is \(type.expectation), but this is \(staticValue.type.described)", expression.range)
    }

    private func walkBinding(_ name: Name, _ value: Expression) {
        let isTop = blocks.isEmpty && program === mainProgram
        if isTop, let override = settings.overrides[name.text] {
            var given = override.value
            if !value.makesObjects {
                let staticValue = evaluate(value)
                let type = staticValue.type.widened
                // Text is text with or without quotes on a command line.
                if type == .string { given = .string(given.text ?? override.text) }
                if let converted = type.converting(given) {
                    given = converted
                } else if !staticValue.isPoison {
                    report(
                        Diagnostic(
                            .error, "`\(name.text)` is \(type.expectation), but this is \(given.type.described)",
                            at: override.span, notes: [.init("set here otherwise", at: program.span(name.range))]))
                }
            }
            settings.setOverride(name.text, given)
            bind(name, .known(given))
            used.insert(name.range.lowerBound)
            return
        }
        let staticValue = evaluate(value)
        if case .unknown(.none) = staticValue {
            error("this yields nothing that `\(name.text)` could name", value.range)
            bind(name, .poison)
            return
        }
        if case .pipeline = value.kind { rename(staticValue, as: name.text) }
        bind(name, staticValue)
    }

    /// The session's last object goes by the name it was given afterwards.
    private func rename(_ staticValue: StaticValue, as name: String) {
        guard case .object(let type) = staticValue.type, let last = latest[type], last.name == nil else { return }
        latest[type] = CheckedLatest(name: name, staticValue: last.staticValue)
    }

    // MARK: Blocks

    /// Walks a block; with `yields` its last statement gives the value.
    func walk(_ block: Block, yields: Bool) -> StaticValue {
        inBlock {
            guard yields else {
                walk(block.statements)
                return .unknown(.none)
            }
            walk(Array(block.statements.dropLast()))
            guard let last = block.statements.last else {
                error("this block is to give a value, and is empty", block.range)
                return .poison
            }
            switch last.kind {
            case .expression(let expression): return evaluate(expression)
            case .pipeline(let pipeline): return walk(pipeline, yields: true)
            case .loop(let loop): return walk(loop, yields: true)
            case .conditional(let conditional): return walk(conditional, yields: true)
            case .bad:
                isUncertain = true
                return .poison
            default:
                walk(last)
                error("the last statement of this block is to give a value: an expression or a pipeline", last.range)
                return .poison
            }
        }
    }

    /// With `yields` the list of the block's values.
    func walk(_ loop: Loop, yields: Bool) -> StaticValue {
        let sequence = evaluate(loop.sequence)
        if sequence.isPoison {
            dead(loop.body.range, always: true) { _ = walkOnce(loop, .poison, yields: yields) }
            return .poison
        }
        let elements: ValueType
        switch sequence.type.unwrapped {
        case .list(let element): elements = element
        case .range: elements = .int
        case .any, .either: elements = .any
        default:
            error("`for` runs over a list or a range, but this is \(sequence.type.described)", loop.sequence.range)
            dead(loop.body.range, always: true) { _ = walkOnce(loop, .poison, yields: yields) }
            return .poison
        }
        if let known = sequence.value, let runs = Operations.count(known), runs >= 0, !isDead {
            if runs == 0 {
                if Constant.value(of: loop.sequence) != nil { warn("this loop never runs", loop.sequence.range) }
                dead(loop.body.range) { _ = walkOnce(loop, .unknown(elements.widened), yields: yields) }
                return .known(.list([]))
            }
            if runs <= Self.iterationLimit, steps < Self.stepLimit { return unroll(loop, known, yields: yields) }
            return collected([walkOnce(loop, .unknown(elements.widened), yields: yields)], yields: yields)
        }
        branches.append("for \(loop.variable.text) in \(oneLine(loop.sequence))")
        defer { branches.removeLast() }
        return collected([walkOnce(loop, .unknown(elements.widened), yields: yields)], yields: yields)
    }

    private func collected(_ staticValues: [StaticValue], yields: Bool) -> StaticValue {
        guard yields else { return .unknown(.none) }
        if staticValues.contains(where: \.isPoison) { return .poison }
        return .unknown(.list(ValueType.common(staticValues.map { $0.type.widened })))
    }

    private func unroll(_ loop: Loop, _ sequence: Value, yields: Bool) -> StaticValue {
        var values: [Value] = []
        var staticValues: [StaticValue] = []
        let elements: [Value] =
            switch sequence {
            case .list(let elements): elements
            case .range(let range): range.map { .int($0) }
            default: []
            }
        for element in elements {
            guard steps < Self.stepLimit else {
                staticValues.append(walkOnce(loop, .unknown(element.type.widened), yields: yields))
                break
            }
            iterations.append((loop.variable.text, element))
            let staticValue = walkOnce(loop, .known(element), yields: yields)
            iterations.removeLast()
            if let value = staticValue.value { values.append(value) }
            staticValues.append(staticValue)
        }
        if yields, values.count == elements.count { return .known(.list(values)) }
        return collected(staticValues, yields: yields)
    }

    private func walkOnce(_ loop: Loop, _ element: StaticValue, yields: Bool) -> StaticValue {
        steps += 1
        return inBlock {
            bind(loop.variable, element)
            return walk(loop.body, yields: yields)
        }
    }

    func walk(_ conditional: Conditional, yields: Bool) -> StaticValue {
        var staticValues: [StaticValue] = []
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
                if isLiteral { warn("this branch is never reached", branch.body.range) }
                dead(branch.body.range) {
                    _ = evaluate(branch.condition)
                    _ = walk(branch.body, yields: yields)
                }
                continue
            }
            let condition = evaluate(branch.condition)
            check(branch.condition, condition, is: .bool, what: "a condition")
            if !isDead, case .known(.bool(let truth)) = condition {
                if truth {
                    enterElse()
                    staticValues.append(walk(branch.body, yields: yields))
                    isDecided = true
                    isLiteral = Constant.value(of: branch.condition) != nil
                } else {
                    // A warning only where a literal decides: a variable may be set otherwise.
                    if Constant.value(of: branch.condition) != nil {
                        warn("this branch is never reached", branch.body.range)
                    }
                    dead(branch.body.range) { _ = walk(branch.body, yields: yields) }
                }
            } else {
                let text = oneLine(branch.condition)
                branches = around + [(open.isEmpty ? "if " : "else if ") + text]
                open.append(text)
                staticValues.append(walk(branch.body, yields: yields))
            }
        }
        if let otherwise = conditional.otherwise {
            if isDecided {
                if isLiteral { warn("this branch is never reached", otherwise.range) }
                dead(otherwise.range) { _ = walk(otherwise, yields: yields) }
            } else {
                enterElse()
                staticValues.append(walk(otherwise, yields: yields))
            }
        } else if yields, !isDecided {
            error("an `if` that gives a value needs an `else`", conditional.branches[0].condition.range)
            return .poison
        }
        guard yields else { return .unknown(.none) }
        if staticValues.count == 1 { return staticValues[0] }
        if staticValues.contains(where: \.isPoison) { return .poison }
        return .unknown(ValueType.common(staticValues.map { $0.type.widened }))
    }

    /// Checks names and types, once, of what the known values do not reach.
    func dead(_ range: Range<Int>, always: Bool = false, _ body: () -> Void) {
        guard always || checkedDead.insert(place(range)).inserted else { return }
        let state = (isDead, latest, isUncertain, branches, globals, blocks)
        isDead = true
        globals = globals.mapValues { $0.mapValues { .init(staticValue: $0.staticValue.forgotten, origin: $0.origin) } }
        blocks = blocks.map { $0.mapValues { .init(staticValue: $0.staticValue.forgotten, origin: $0.origin) } }
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
        var type = types.resolve(parameter.type) { error($0, $1, hint: $2) }
        let fallback = parameter.fallback.map(evaluate)
        if parameter.type == nil, let fallback { type = fallback.type.widened }
        if let fallback, let expression = parameter.fallback, !fallback.isPoison {
            let fits = fallback.value.map { type.converting($0) != nil } ?? fallback.type.mayPass(for: type)
            if !fits {
                error(
                    "`\(name.text)` is \(type.expectation), but its default is \(fallback.type.described)",
                    expression.range)
                bind(name, .poison)
                return
            }
        }
        var staticValue = fallback ?? .unknown(type)
        if program === mainProgram, let given = settings.value(of: parameter, type: type) {
            switch given {
            case .success(let value): staticValue = .known(value)
            case .failure(let problem):
                report(problem)
                staticValue = .poison
            }
        } else if fallback == nil, !(program === mainProgram && settings.isCheckOnly) {
            error(
                "the script needs a value for `\(name.text)`: \(type.expectation)", name.range,
                hint: "bds FILE --set \(name.text)=…")
        }
        if case .known(let value) = staticValue { staticValue = .known(type.converting(value) ?? value) }
        bind(name, staticValue)
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
