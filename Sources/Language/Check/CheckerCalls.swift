extension Checker {
    // MARK: def

    /// Walks through a command made by `def` with the arguments of this call.
    func call(_ definition: DefinedCommand, _ given: [String: StaticValue], _ command: WrittenCommand, areSound: Bool)
        -> StaticValue
    {
        let unknown: StaticValue = definition.yields ? .unknown(.any) : .unknown(.none)
        let identity = ObjectIdentifier(definition)
        let words = command.items[0].range
        if calls.contains(where: { $0.definition == identity }) {
            let path = calls.map(\.callee) + [definition.name]
            error(.recursion(definition.name, path: path), words)
            return .poison
        }
        guard calls.count < Self.callLimit else {
            error(.callsTooDeep, words)
            return .poison
        }
        // Past the limit a body that has been walked is not walked again.
        if steps >= Self.stepLimit, definitionsWalked.contains(identity) { return unknown }
        definitionsWalked.insert(identity)
        calls.append(Call(callee: definition.name, span: program.span(command.range), definition: identity))
        let result = walkBody(of: definition, given)
        calls.removeLast()
        return result
    }

    /// A `def` that no call has led into: its body is walked with nothing known, so that it is checked too.
    func walkUncalled(_ definition: Definition) {
        guard let command = program.definitions[definition.name.text],
            command.definition.name.range == definition.name.range
        else { return }
        let identity = ObjectIdentifier(command)
        guard !definitionsWalked.contains(identity) else { return }
        definitionsWalked.insert(identity)
        calls.append(Call(callee: command.name, span: nil, definition: identity))
        let given = Dictionary(
            command.parameters.map { ($0.name, StaticValue.unknown($0.type)) }, uniquingKeysWith: { first, _ in first })
        dead(definition.body.range, always: true) { _ = walkBody(of: command, given) }
        calls.removeLast()
    }

    private func walkBody(of definition: DefinedCommand, _ given: [String: StaticValue]) -> StaticValue {
        let caller = (program, blocks, iterations, subject)
        program = definition.program
        blocks = []
        iterations = []
        subject = nil
        defer { (program, blocks, iterations, subject) = caller }
        return inBlock {
            for (parameter, declared) in zip(definition.parameters, definition.definition.parameters) {
                var value = given[parameter.name]
                if let fallback = declared.fallback {
                    if value == nil {
                        value = typed(evaluate(fallback), parameter, fallback)
                    } else {
                        // Not taken in this call, it has to fit all the same.
                        dead(fallback.range) { _ = typed(evaluate(fallback), parameter, fallback) }
                    }
                }
                bind(declared.name, value ?? .unknown(parameter.type))
            }
            let body = definition.definition.body.statements
            guard definition.yields, case .yield(let value)? = body.last?.kind else {
                walk(body)
                return .unknown(.none)
            }
            walk(Array(body.dropLast()))
            return evaluate(value)
        }
    }

    private func typed(_ value: StaticValue, _ parameter: Parameter, _ expression: Expression) -> StaticValue {
        if value.isPoison { return value }
        if let known = value.known, let converted = parameter.type.converting(known) { return .known(converted) }
        if value.known == nil, value.mayPass(for: parameter.type) { return value }
        error(
            .defaultOfWrongType(parameter.name, expected: parameter.type, found: value.type), expression.range)
        return .poison
    }

    // MARK: use

    /// Walks through a module, once, and takes over what it defines.
    func walkModule(_ use: Use) {
        let name = use.module
        let given = use.settings.map { ($0.name.text, (evaluate($0.value), program.span($0.value.range))) }
        guard let module = program.modules[name.text] else {
            // It was not found, or is in a circle; that has been said.
            isUncertain = true
            return
        }
        let identity = ObjectIdentifier(module)
        if globals[identity] != nil {
            if !given.isEmpty { error(.moduleHasRun(name.text), name.range) }
        } else {
            globals[identity] = [:]
            moduleSettings[identity] = Dictionary(given, uniquingKeysWith: { $1 })
            if module.hasRun {
                globals[identity] = module.variables.mapValues { .init(value: .known($0), origin: nil) }
            } else {
                calls.append(Call(callee: "use \(name.text)", span: program.span(name.range), definition: identity))
                let caller = (program, blocks)
                (program, blocks) = (module, [])
                walkProgram(module)
                (program, blocks) = caller
                calls.removeLast()
            }
        }
        globals[scope, default: [:]].merge(globals[identity] ?? [:]) { $1 }
    }
}
