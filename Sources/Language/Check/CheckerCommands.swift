extension Checker {
    /// Walks a pipeline; with `yields` its value is wanted.
    func walk(_ pipeline: Pipeline, yields: Bool) -> StaticValue {
        var previous: StaticValue?
        for (position, stage) in pipeline.stages.enumerated() {
            let isLast = position == pipeline.stages.count - 1
            let staticValue: StaticValue
            switch stage {
            case .expression(let expression): staticValue = evaluate(expression)
            case .command(let command):
                if case .unknown(.none)? = previous {
                    error(
                        "the command before hands nothing on to `\(program.source.text(command.items[0].range))`",
                        command.items[0].range)
                    previous = .poison
                }
                let mayBeSymbol = yields && pipeline.loneWord != nil
                staticValue = walk(
                    command, piped: previous, mayBeSymbol: mayBeSymbol, name: isLast ? pipeline.name?.text : nil)
            }
            previous = staticValue
        }
        let result = previous ?? .poison
        if let name = pipeline.name {
            if case .unknown(.none) = result {
                error("this yields nothing that `\(name.text)` could name", name.range)
                bind(name, .poison)
            } else {
                bind(name, result)
                // Loaded under a name: what the session takes by itself, or what the reader is to see.
                if program === mainProgram, !result.type.objectNames.isEmpty { used.insert(name.range.lowerBound) }
            }
        }
        return result
    }

    func binding(of command: Command, previous: ValueType?, mayBeSymbol: Bool) -> Binding {
        let key = command.range.lowerBound
        if let known = program.bindings[key] { return known }
        let (binding, problems) = Binder(index: index, program: program).bind(
            command, previous: previous, mayBeSymbol: mayBeSymbol)
        problems.forEach(report)
        program.bindings[key] = binding
        return binding
    }

    private func walk(_ command: Command, piped: StaticValue?, mayBeSymbol: Bool, name: String?) -> StaticValue {
        steps += 1
        let bound: BoundCommand
        switch binding(of: command, previous: piped?.type, mayBeSymbol: mayBeSymbol) {
        case .symbol(let word): return .known(.symbol(word))
        case .failed(let callee):
            for item in command.items.dropFirst() { _ = evaluate(item.value) }
            isUncertain = true
            guard let callee else { return .poison }
            let result = StaticValue.unknown(callee.result)
            remember(result, as: name)
            return callee.result == .none ? .unknown(.none) : result
        case .bound(let found): bound = found
        }
        var staticValues: [String: StaticValue] = [:]
        var areSound = true
        for argument in bound.arguments {
            let parameter = bound.callee.parameters[argument.parameter]
            let staticValue = evaluate(
                argument, parameter, bound, piped: bound.pipe == argument.parameter ? piped : nil)
            areSound = areSound && !staticValue.isPoison
            staticValues[parameter.name] = staticValue
        }
        if let pipe = bound.pipe, let piped, bound.argument(pipe) == nil {
            let parameter = bound.callee.parameters[pipe]
            let given: StaticValue = parameter.gathers(piped.type) ? Self.listed([piped]) : piped
            let staticValue = convert(given, parameter, bound.callee, nil, bound.words)
            areSound = areSound && !staticValue.isPoison
            staticValues[parameter.name] = staticValue
        }
        let result: StaticValue
        switch bound.callee {
        case .command(let signature):
            result = dryRun(signature, bound, staticValues, areSound: areSound, command)
            remember(result, as: name)
        case .definition(let definition):
            result = call(definition, staticValues, command, areSound: areSound)
        }
        return result
    }

    private static func listed(_ staticValues: [StaticValue]) -> StaticValue {
        if staticValues.contains(where: \.isPoison) { return .poison }
        let values = staticValues.compactMap(\.value)
        if values.count == staticValues.count { return .known(.list(values)) }
        return .unknown(.list(ValueType.common(staticValues.map { $0.type.widened })))
    }

    // MARK: Arguments

    private func evaluate(
        _ argument: BoundCommand.Argument, _ parameter: Parameter, _ bound: BoundCommand, piped: StaticValue?
    ) -> StaticValue {
        guard parameter.form == .variadic else {
            let expression = argument.values[0]
            return convert(evaluate(expression), parameter, bound.callee, expression, expression.range)
        }
        let written = argument.values.map(evaluate)
        // `compare $a $b` gathers; `evaluations=[$a, $b]` is the list itself.
        if argument.values.count == 1, piped == nil,
            argument.range != argument.values[0].range || !parameter.gathers(written[0].type)
        {
            return convert(written[0], parameter, bound.callee, argument.values[0], argument.values[0].range)
        }
        let all = Self.listed((piped.map { [$0] } ?? []) + written)
        if all.isPoison { return all }
        var elementType = parameter.type
        if case .list(let element) = parameter.type { elementType = element }
        let element = Parameter(
            parameter.name, elementType, parameter.form, absent: parameter.absence, parameter.summary)
        var isPoison = false
        let converted = zip(written, argument.values).map { staticValue, expression in
            let staticValue = convert(staticValue, element, bound.callee, expression, expression.range)
            isPoison = isPoison || staticValue.isPoison
            return staticValue
        }
        return isPoison ? .poison : Self.listed((piped.map { [$0] } ?? []) + converted)
    }

    /// A static value as one of the parameter's type; reports what does not fit.
    private func convert(
        _ staticValue: StaticValue, _ parameter: Parameter, _ callee: Callee, _ expression: Expression?,
        _ range: Range<Int>
    ) -> StaticValue {
        if staticValue.isPoison { return .poison }
        if let value = staticValue.value {
            if let converted = parameter.type.converting(value) { return .known(converted) }
        } else if staticValue.type.mayPass(for: parameter.type) {
            return staticValue
        }
        let mismatch = ArgumentTyping(index: index, program: program).mismatch(
            parameter, of: callee, known: staticValue.value, type: staticValue.type, expression: expression,
            range: range)
        report(
            Diagnostic(
                mismatch.severity, mismatch.message, at: mismatch.span, notes: mismatch.notes + iterationNotes(),
                hint: mismatch.hint))
        return .poison
    }

    // MARK: The host's commands

    private func dryRun(
        _ signature: CommandSignature, _ bound: BoundCommand, _ staticValues: [String: StaticValue], areSound: Bool,
        _ command: Command
    ) -> StaticValue {
        let unknown = StaticValue.unknown(signature.result)
        var arguments: [String: PlannedCall.Argument] = [:]
        var isComplete = areSound
        for parameter in signature.parameters {
            switch staticValues[parameter.name] {
            case .known(let value)?: arguments[parameter.name] = .known(value)
            case .unknown(let type)?: arguments[parameter.name] = .unknown(type)
            case .poison?: arguments[parameter.name] = .unknown(parameter.type)
            case nil:
                switch parameter.absence {
                case .literal:
                    if let value = index.defaultValue(parameter, of: signature) {
                        arguments[parameter.name] = .known(value)
                    }
                case .session, .sessionIfAny:
                    if staticValues.keys.contains(where: parameter.unless.contains) { continue }
                    if let taken = takeFromSession(parameter, signature, bound.words, &isComplete) {
                        arguments[parameter.name] = taken
                    }
                case .required, .decided: break
                }
            }
        }
        guard isComplete, !isDead else {
            if !areSound { isUncertain = true }
            return unknown
        }
        var spans: [String: Span] = [:]
        for argument in bound.arguments {
            guard let first = argument.values.first, let last = argument.values.last else { continue }
            spans[signature.parameters[argument.parameter].name] = program.span(
                first.range.lowerBound..<last.range.upperBound)
        }
        let dryRun = dryRunner.dryRun(
            PlannedCall(
                signature: signature, arguments: arguments, spans: spans, span: program.span(command.range),
                branch: branches.isEmpty ? nil : branches.joined(separator: ", "), isUncertain: isUncertain))
        for finding in dryRun.findings {
            // What stands after it in the `try` is not reached, unless it is itself in a branch that may not run.
            if finding.isError, isTrying, branches.count == tryDepth { isDead = true }
            let span = finding.parameter.flatMap { spans[$0] } ?? program.span(command.range)
            report(
                Diagnostic(
                    finding.isError && !isTrying ? .error : .warning, finding.message, at: span,
                    notes: iterationNotes(),
                    hint: finding.hint))
        }
        if let object = dryRun.result { return .known(.object(object)) }
        return dryRun.type.map { .unknown($0) } ?? unknown
    }

    private func takeFromSession(
        _ parameter: Parameter, _ signature: CommandSignature, _ words: Range<Int>, _ isComplete: inout Bool
    ) -> PlannedCall.Argument? {
        let types = parameter.type.objectNames
        for type in types {
            guard let last = latest[type] else { continue }
            if let name = last.name, let origin = variable(name)?.origin { used.insert(origin) }
            switch last.staticValue {
            case .known(let value): return .known(value)
            case .unknown, .poison: return .unknown(.object(type))
            }
        }
        guard parameter.absence == .session else { return nil }
        if isUncertain || isDead {
            return types.first.map { .unknown(.object($0)) }
        }
        isComplete = false
        let wanted = types.joined(separator: " or ")
        let makers = types.flatMap { index.makers(of: $0) }
        error(
            "`\(signature.name)` needs \(ValueType.withArticle(wanted)), and nothing before loads or makes one",
            words,
            hint: makers.isEmpty ? nil : "\(makers.prefix(4).map { "`\($0)`" }.joined(separator: " or ")) gives one")
        return nil
    }

    /// The session's last object of its type from here on.
    private func remember(_ staticValue: StaticValue, as name: String?) {
        let type: String
        switch staticValue.type {
        case .object(let name): type = name
        // One object, or a list of them, and only the run will tell.
        case .either(let types):
            guard let name = types.lazy.compactMap(\.object).first else { return }
            latest[name] = CheckedLatest(name: nil, staticValue: .unknown(.object(name)))
            return
        default: return
        }
        latest[type] = CheckedLatest(name: name, staticValue: isDead ? staticValue.forgotten : staticValue)
    }
}
