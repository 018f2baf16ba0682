extension Interpreter {
    func run(_ pipeline: Pipeline, yields: Bool) throws -> Value {
        var piped: Value?
        for (position, stage) in pipeline.stages.enumerated() {
            let isLast = position == pipeline.stages.count - 1
            switch stage {
            case .expression(let expression): piped = try evaluate(expression)
            case .command(let command):
                piped = try run(
                    command, piped: piped, mayBeSymbol: yields && pipeline.loneWord != nil,
                    name: isLast ? pipeline.name?.text : nil)
            }
        }
        let result = piped ?? .none
        if let name = pipeline.name {
            if case .none = result { throw failure("this yields nothing that `\(name.text)` could name", name.range) }
            bind(name.text, result)
        }
        return result
    }

    private func run(_ command: Command, piped: Value?, mayBeSymbol: Bool, name: String?) throws -> Value {
        let binding: Binding
        if let known = program.bindings[command.range.lowerBound] {
            binding = known
        } else {
            let (found, problems) = Binder(index: index, program: program).bind(
                command, previous: piped?.type, mayBeSymbol: mayBeSymbol)
            if let problem = problems.first(where: { $0.severity == .error }) { throw problem }
            binding = found
        }
        let bound: BoundCommand
        switch binding {
        case .symbol(let word): return .symbol(word)
        case .failed: throw failure("this command could not be understood", command.range, isMistake: true)
        case .bound(let found): bound = found
        }
        var arguments = try arguments(bound, piped: piped, command)
        switch bound.callee {
        case .definition(let definition): return try call(definition, arguments, command)
        case .command(let signature):
            fill(&arguments, signature)
            for parameter in signature.parameters where arguments[parameter.name] == nil {
                guard parameter.absence == .required || parameter.absence == .session else { continue }
                throw failure(
                    "`\(signature.name)` needs `\(parameter.name)`: \(parameter.type.expectation)", bound.words,
                    isMistake: true)
            }
            return try run(
                Language.Call(
                    signature: signature, arguments: arguments, span: program.span(command.range),
                    text: program.source.text(command.range)), bound, name)
        }
    }

    // MARK: Arguments

    private func arguments(_ bound: BoundCommand, piped: Value?, _ command: Command) throws -> [String: Call.Argument] {
        let parameters = bound.callee.parameters
        var result: [String: Call.Argument] = [:]
        for argument in bound.arguments {
            let parameter = parameters[argument.parameter]
            guard let first = argument.values.first, let last = argument.values.last else { continue }
            let range = first.range.lowerBound..<last.range.upperBound
            var value: Value
            if parameter.form == .variadic {
                var values = try argument.values.map(evaluate)
                if bound.pipe == argument.parameter, let piped { values.insert(piped, at: 0) }
                let isWholeList =
                    values.count == 1 && (argument.range != first.range || !parameter.gathers(values[0].type))
                value = isWholeList ? values[0] : .list(values)
                if !isWholeList, parameter.type.converting(value) == nil {
                    // A variadic parameter may be declared by its element.
                    let converted = values.compactMap(parameter.type.converting)
                    if converted.count == values.count {
                        result[parameter.name] = .init(
                            value: .list(converted), origin: .written, span: program.span(range))
                        continue
                    }
                }
            } else {
                value = try evaluate(first)
            }
            value = try convert(value, parameter, bound.callee, argument.values.count == 1 ? first : nil, range)
            var variable: String?
            if argument.values.count == 1, case .variable(let name) = first.kind { variable = name }
            result[parameter.name] = .init(
                value: value, origin: .written, span: program.span(range), variable: variable)
        }
        if let pipe = bound.pipe, let piped, bound.argument(pipe) == nil {
            let parameter = parameters[pipe]
            let given: Value = parameter.gathers(piped.type) ? .list([piped]) : piped
            result[parameter.name] = .init(
                value: try convert(given, parameter, bound.callee, nil, bound.words), origin: .piped)
        }
        return result
    }

    private func convert(
        _ value: Value, _ parameter: Parameter, _ callee: Callee, _ expression: Expression?, _ range: Range<Int>
    ) throws -> Value {
        if let converted = parameter.type.converting(value) { return converted }
        throw ArgumentTyping(index: index, program: program).mismatch(
            parameter, of: callee, known: value, type: value.type, expression: expression, range: range)
    }

    /// Defaults, and what the session has.
    private func fill(_ arguments: inout [String: Call.Argument], _ signature: CommandSignature) {
        let written = Set(arguments.keys)
        for parameter in signature.parameters where arguments[parameter.name] == nil {
            switch parameter.absence {
            case .literal:
                if let value = index.defaultValue(parameter, of: signature) {
                    arguments[parameter.name] = .init(value: value, origin: .byDefault)
                }
            case .session, .sessionIfAny:
                guard written.isDisjoint(with: parameter.unless),
                    let entry = parameter.type.objectNames.lazy.compactMap({ self.session.environment.latest[$0] })
                        .first
                else { continue }
                // A name that means something else by now would mislead.
                var name = entry.name
                if let held = name.flatMap(variable), held.type != .object(entry.value.typeName) { name = nil }
                if let name {
                    host.tell("\(signature.name): using $\(name)")
                } else {
                    host.tell("\(signature.name): using the last \(entry.value.typeName) (\(entry.value.summary))")
                }
                arguments[parameter.name] = .init(value: .object(entry.value), origin: .session, variable: name)
            case .required, .decided: break
            }
        }
    }

    // MARK: Calls

    private func run(_ call: Call, _ bound: BoundCommand, _ name: String?) throws -> Value {
        // A copy, so that the host may look at the session meanwhile.
        var environment = session.environment
        defer { session.environment = environment }
        do {
            let value = try host.run(call, in: &environment)
            if case .object(let object) = value { environment.remember(object, as: name) }
            return value
        } catch let failed as CommandFailure {
            let span = failed.parameter.flatMap { call.arguments[$0]?.span } ?? call.span
            throw Diagnostic(.error, failed.message, at: span, hint: failed.hint, isMistake: failed.isMistake)
        }
    }

    private func call(_ definition: DefinedCommand, _ given: [String: Call.Argument], _ command: Command) throws
        -> Value
    {
        let caller = (program, blocks)
        defer { (program, blocks) = caller }
        program = definition.program
        blocks = []
        return try noting("in `\(definition.name)`, called here", at: caller.0.span(command.range)) {
            try inBlock {
                for (parameter, declared) in zip(definition.parameters, definition.definition.parameters) {
                    if let value = given[parameter.name]?.value {
                        bind(parameter.name, value)
                    } else if let fallback = declared.fallback {
                        let value = try evaluate(fallback)
                        bind(parameter.name, parameter.type.converting(value) ?? value)
                    }
                }
                let body = definition.definition.body.statements
                guard case .yield(let value)? = body.last?.kind else {
                    try run(body)
                    return .none
                }
                try run(body.dropLast())
                return try evaluate(value)
            }
        }
    }
}
