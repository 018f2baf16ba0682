extension Checker {
    /// Walks a pipeline; with `yields` its value is wanted.
    func walk(_ pipeline: Pipeline, yields: Bool) -> StaticValue {
        var previous: StaticValue?
        for (position, stage) in pipeline.stages.enumerated() {
            let isLast = position == pipeline.stages.count - 1
            let value: StaticValue
            switch stage {
            case .expression(let expression):
                let around = mayVary
                mayVary = false
                value = evaluate(expression)
                mayVary = around
            case .command(let command):
                if case .unknown(.none)? = previous {
                    let word = command.items[0].range
                    error(.nothingPiped(to: program.source.text(word)), word)
                    previous = .poison
                }
                let mayBeSymbol = yields && pipeline.loneWord != nil
                value = walk(
                    command, piped: previous, mayBeSymbol: mayBeSymbol, name: isLast ? pipeline.name?.text : nil)
            }
            previous = value
        }
        let result = previous ?? .poison
        if let name = pipeline.name {
            if case .unknown(.none) = result {
                error(.yieldsNothing(for: name.text), name.range)
                bind(name, .poison)
            } else {
                bind(name, result)
                // Loaded under a name: what the session takes by itself, or what the reader is to see.
                if program === mainProgram, !result.type.objectNames.isEmpty { used.insert(name.range.lowerBound) }
            }
        }
        return result
    }

    func binding(of command: WrittenCommand, previous: ValueType?, mayBeSymbol: Bool) -> Binding {
        let key = command.range.lowerBound
        if let known = program.bindings[key] { return known }
        let binder = Binder(index: index, program: program) { [self] in variable($0) != nil }
        let (binding, problems) = binder.bind(command, previous: previous, mayBeSymbol: mayBeSymbol)
        problems.forEach(report)
        program.bindings[key] = binding
        return binding
    }

    private func walk(_ command: WrittenCommand, piped: StaticValue?, mayBeSymbol: Bool, name: String?) -> StaticValue {
        steps += 1
        let around = subject
        defer { subject = around }
        let bound: BoundCommand
        switch binding(of: command, previous: piped?.type, mayBeSymbol: mayBeSymbol) {
        case .symbol(let word):
            mentioned.insert(word)
            return .known(.symbol(word))
        case .failed(let callee):
            subject = callee?.subject()
            for item in command.items.dropFirst() { _ = evaluate(item.value) }
            isUncertain = true
            guard let callee else { return .poison }
            let result = StaticValue.unknown(callee.result)
            remember(result, as: name)
            return callee.result == .none ? .unknown(.none) : result
        case .bound(let found): bound = found
        }
        return walk(bound, command, piped: piped, remembering: true, as: name)
    }

    /// A function of the host's: a command that is called in an expression and leaves the session as it is.
    func call(_ function: CommandSignature, _ call: WrittenCommand) -> StaticValue {
        steps += 1
        let around = subject
        defer { subject = around }
        let (binding, problems) = Binder(index: index, program: program).bind(function, call)
        guard case .bound(let bound) = binding else {
            for item in call.items.dropFirst() { _ = evaluate(item.value) }
            problems.forEach(report)
            return .poison
        }
        return walk(bound, call, piped: nil, remembering: false, as: nil)
    }

    private func walk(
        _ bound: BoundCommand, _ command: WrittenCommand, piped: StaticValue?, remembering: Bool, as name: String?
    ) -> StaticValue {
        let given = arguments(bound, piped: piped)
        let areSound = !given.values.contains(where: \.isPoison)
        subject = bound.callee.subject()
        switch bound.callee {
        case .command(let signature):
            let result = dryRun(signature, bound, given, areSound: areSound, command)
            if remembering { remember(result, as: name) }
            return result
        case .definition(let definition): return call(definition, given, command, areSound: areSound)
        }
    }

    /// What is known of the arguments that are written or piped; reports what does not fit.
    private func arguments(_ bound: BoundCommand, piped: StaticValue?) -> [String: StaticValue] {
        let typing = ArgumentTyping(callee: bound.callee, program: program) { [self] in variable($0) != nil }
        var given: [String: StaticValue] = [:]
        func take(_ argument: (value: StaticValue, problems: [Diagnostic]), for parameter: Parameter) {
            given[parameter.name] = argument.value
            for problem in argument.problems { report(problem.noting(iterationNotes())) }
        }
        for argument in bound.arguments {
            let parameter = bound.callee.parameters[argument.parameter]
            subject = bound.callee.subject(parameter.name)
            let around = (mayVary, hasVaried)
            mayVary = parameter.mayVary
            let written = argument.values.map(evaluate)
            (mayVary, hasVaried) = around
            if typing.leavesOut(argument, written) { continue }
            let piped = bound.pipe == argument.parameter ? piped : nil
            take(typing.value(argument, written, piped: piped, in: bound), for: parameter)
        }
        if let pipe = bound.pipe, let piped, bound.argument(pipe) == nil {
            let parameter = bound.callee.parameters[pipe]
            take(typing.value(piped: piped, for: parameter, in: bound), for: parameter)
        }
        return given
    }

    // MARK: The host's commands

    private func dryRun(
        _ signature: CommandSignature, _ bound: BoundCommand, _ values: [String: StaticValue], areSound: Bool,
        _ command: WrittenCommand
    ) -> StaticValue {
        let unknown = StaticValue.unknown(signature.result)
        var arguments: [String: PlannedCall.Argument] = [:]
        var isComplete = areSound
        for parameter in signature.parameters {
            switch values[parameter.name] {
            case .known(let value)?: arguments[parameter.name] = .known(value)
            case .unknown(let type)?: arguments[parameter.name] = .unknown(type)
            case .listed?: arguments[parameter.name] = .unknown(values[parameter.name]?.type ?? parameter.type)
            case .poison?: arguments[parameter.name] = .unknown(parameter.type)
            case nil:
                switch index.standIn(for: parameter, of: signature, given: values.keys) {
                case .value(let value): arguments[parameter.name] = .known(value)
                case .session(let types):
                    arguments[parameter.name] = takeFromSession(types, parameter, signature, bound.words, &isComplete)
                case .nothing: break
                }
            }
        }
        guard isComplete, !isDead else {
            if !areSound { isUncertain = true }
            return unknown
        }
        var spans = Dictionary(
            bound.arguments.map { (signature.parameters[$0.parameter].name, program.span($0.valueRange)) },
            uniquingKeysWith: { first, _ in first })
        if let pipe = bound.pipe, bound.argument(pipe) == nil {
            spans[signature.parameters[pipe].name] = program.span(bound.words)
        }
        let variables = bound.arguments.compactMap { argument in
            argument.variable.map { (signature.parameters[argument.parameter].name, $0) }
        }
        let dryRun = dryRunner.dryRun(
            PlannedCall(
                signature: signature, arguments: arguments, spans: spans, span: program.span(command.range),
                variables: Dictionary(variables, uniquingKeysWith: { first, _ in first }), names: Set(visibleNames),
                branch: branches.isEmpty ? nil : branches.joined(separator: ", "), isUncertain: isUncertain))
        for finding in dryRun.findings {
            // What stands after it in the `try` is not reached, unless it is itself in a branch that may not run.
            if finding.isError, isTrying, branches.count == tryDepth { isDead = true }
            report(
                Diagnostic(
                    finding.isError && !isTrying ? .error : .warning, finding,
                    at: finding.parameter.flatMap { spans[$0] } ?? program.span(command.range),
                    trail: iterationNotes(), subject: bound.callee.subject(finding.parameter)))
        }
        if let name = dryRun.forgotten { forget(name, isCertain: branches.isEmpty) }
        if let value = dryRun.value { return .known(value) }
        if let object = dryRun.result { return .known(.object(object)) }
        return dryRun.type.map { .unknown($0) } ?? unknown
    }

    private func takeFromSession(
        _ types: [String], _ parameter: Parameter, _ signature: CommandSignature, _ words: Range<Int>,
        _ isComplete: inout Bool
    ) -> PlannedCall.Argument? {
        let found = types.compactMap { type in latest[type].map { (type: type, last: $0) } }
        if let (type, last) = found.max(by: { $0.last.order < $1.last.order }) {
            if let name = last.name, let origin = variable(name)?.origin { used.insert(origin) }
            switch last.value {
            case .known(let value): return .known(value)
            case .unknown, .listed, .poison: return .unknown(.object(type))
            }
        }
        guard parameter.absence == .session else { return nil }
        if isUncertain || isDead {
            return types.first.map { .unknown(.object($0)) }
        }
        isComplete = false
        subject = .init(signature.words, argument: parameter.name)
        error(
            .sessionHasNone(types, for: signature.name, makers: types.flatMap { index.makers(of: $0) }), words)
        return nil
    }

    /// The session's last object of its type from here on.
    private func remember(_ value: StaticValue, as name: String?) {
        let type: String
        switch value.type {
        case .object(let name): type = name
        // One object, or a list of them, and only the run will tell.
        case .either(let types):
            guard let name = types.lazy.compactMap(\.object).first else { return }
            latest[name] = CheckedLatest(order: nextOrder, name: nil, value: .unknown(.object(name)))
            return
        default: return
        }
        latest[type] = CheckedLatest(order: nextOrder, name: name, value: isDead ? value.forgotten : value)
    }

    private var nextOrder: Int { (latest.values.map(\.order).max() ?? 0) + 1 }
}
