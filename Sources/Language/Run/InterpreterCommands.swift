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
            if case .none = result { throw failure(ScriptProblem.yieldsNothing(for: name.text), name.range) }
            bind(name.text, result)
        }
        return result
    }

    private func run(_ command: WrittenCommand, piped: Value?, mayBeSymbol: Bool, name: String?) throws -> Value {
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
        case .failed: throw failure(Unchecked(), command.range, isMistake: true)
        case .bound(let found): bound = found
        }
        return try run(bound, command, piped: piped, remembering: true, name)
    }

    /// A function of the host's, which leaves the session as it is.
    func call(_ function: CommandSignature, _ call: WrittenCommand) throws -> Value {
        guard case .bound(let bound) = Binder(index: index, program: program).bind(function, call).binding else {
            throw failure(Unchecked(), call.range, isMistake: true)
        }
        return try run(bound, call, piped: nil, remembering: false, nil)
    }

    private func run(
        _ bound: BoundCommand, _ command: WrittenCommand, piped: Value?, remembering: Bool, _ name: String?
    ) throws -> Value {
        var arguments = try arguments(bound, piped: piped)
        switch bound.callee {
        case .definition(let definition): return try call(definition, arguments, command)
        case .command(let signature):
            fill(&arguments, signature)
            for parameter in signature.parameters where arguments[parameter.name] == nil {
                guard parameter.absence == .required || parameter.absence == .session else { continue }
                throw failure(CommandProblem.missing(parameter, of: signature.name), bound.words, isMistake: true)
                    .about(bound.callee.subject(parameter.name))
            }
            return try run(
                Language.Call(
                    signature: signature, arguments: arguments, span: program.span(command.range),
                    text: program.source.text(command.range)), bound, remembering: remembering, name)
        }
    }

    // MARK: Arguments

    /// The arguments that are written or piped, converted.
    private func arguments(_ bound: BoundCommand, piped: Value?) throws -> [String: Call.Argument] {
        let typing = ArgumentTyping(callee: bound.callee, program: program)
        func checked(_ argument: (value: StaticValue, problems: [Diagnostic])) throws -> Value {
            guard let value = argument.value.known else {
                throw argument.problems.first ?? failure(Unchecked(), bound.words, isMistake: true)
            }
            return value
        }
        var result: [String: Call.Argument] = [:]
        for argument in bound.arguments {
            let parameter = bound.callee.parameters[argument.parameter]
            let written = try about(bound.callee.subject(parameter.name)) { try argument.values.map(evaluate) }
            if typing.leavesOut(argument, written.map { .known($0) }) { continue }
            let piped = bound.pipe == argument.parameter ? piped : nil
            result[parameter.name] = .init(
                value: try checked(
                    typing.value(
                        argument, written.map { .known($0) }, piped: piped.map { .known($0) }, in: bound)),
                origin: .written, span: program.span(argument.valueRange), variable: argument.variable)
        }
        if let pipe = bound.pipe, let piped, bound.argument(pipe) == nil {
            let parameter = bound.callee.parameters[pipe]
            result[parameter.name] = .init(
                value: try checked(typing.value(piped: .known(piped), for: parameter, in: bound)), origin: .piped)
        }
        return result
    }

    /// Defaults, and what the session has.
    private func fill(_ arguments: inout [String: Call.Argument], _ signature: CommandSignature) {
        let given = Array(arguments.keys)
        for parameter in signature.parameters where arguments[parameter.name] == nil {
            switch index.standIn(for: parameter, of: signature, given: given) {
            case .value(let value): arguments[parameter.name] = .init(value: value, origin: .byDefault)
            case .session(let types):
                guard let entry = session.environment.last(of: types) else { continue }
                // A name that means something else by now would mislead.
                var name = entry.name
                if let held = name.flatMap(variable), held.type != .object(entry.value.typeName) { name = nil }
                if let name {
                    host.tell("\(signature.name): using $\(name)")
                } else {
                    host.tell("\(signature.name): using the last \(entry.value.typeName) (\(entry.value.summary))")
                }
                arguments[parameter.name] = .init(value: .object(entry.value), origin: .session, variable: name)
            case .nothing: break
            }
        }
    }

    // MARK: Calls

    private func run(_ call: Call, _ bound: BoundCommand, remembering: Bool, _ name: String?) throws -> Value {
        // A copy, so that the host may look at the session meanwhile.
        var environment = session.environment
        defer { session.environment = environment }
        do {
            let value = try host.run(call, in: &environment)
            if remembering, case .object(let object) = value { environment.remember(object, as: name) }
            return value
        } catch let failed as CommandFailure {
            let span = failed.parameter.flatMap { call.arguments[$0]?.span } ?? call.span
            throw Diagnostic(
                .error, failed, at: span, subject: bound.callee.subject(failed.parameter), isMistake: failed.isMistake)
        }
    }

    private func call(_ definition: DefinedCommand, _ given: [String: Call.Argument], _ command: WrittenCommand) throws
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
