extension Checker {
    // MARK: def

    /// Walks through a command made by `def` with the arguments of this call.
    func call(_ definition: DefinedCommand, _ given: [String: StaticValue], _ command: Command, areSound: Bool)
        -> StaticValue
    {
        let unknown: StaticValue = definition.yields ? .unknown(.any) : .unknown(.none)
        let identity = ObjectIdentifier(definition)
        let words = command.items[0].range
        if calls.contains(where: { $0.definition == identity }) {
            let path = calls.map(\.callee) + [definition.name]
            error(
                "`\(definition.name)` calls itself: \(path.joined(separator: " → "))", words,
                hint: "there is no recursion, so that a script can be listed before it runs; use `for`")
            return .poison
        }
        guard calls.count < Self.callLimit else {
            error("calls go more than \(Self.callLimit) deep here", words)
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
        let caller = (program, blocks, iterations)
        program = definition.program
        blocks = []
        iterations = []
        defer { (program, blocks, iterations) = caller }
        return inBlock {
            for (parameter, declared) in zip(definition.parameters, definition.definition.parameters) {
                var staticValue = given[parameter.name]
                if staticValue == nil, let fallback = declared.fallback {
                    staticValue = typed(evaluate(fallback), parameter, fallback)
                }
                bind(declared.name, staticValue ?? .unknown(parameter.type))
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

    private func typed(_ staticValue: StaticValue, _ parameter: Parameter, _ expression: Expression) -> StaticValue {
        if staticValue.isPoison { return staticValue }
        if let value = staticValue.value, let converted = parameter.type.converting(value) { return .known(converted) }
        if staticValue.value == nil, staticValue.type.mayPass(for: parameter.type) { return staticValue }
        error(
            "`\(parameter.name)` is \(parameter.type.expectation), but its default is \(staticValue.type.described)",
            expression.range)
        return .poison
    }

    // MARK: use

    /// Walks through a module, once, and takes over what it defines.
    func walkModule(_ name: Name) {
        guard let module = program.modules[name.text] else {
            // It was not found, or is in a circle; that has been said.
            isUncertain = true
            return
        }
        let identity = ObjectIdentifier(module)
        if globals[identity] == nil {
            globals[identity] = [:]
            if module.hasRun {
                globals[identity] = module.variables.mapValues { .init(staticValue: .known($0), origin: nil) }
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

/// Turns type annotations into types.
struct TypeResolver {
    let index: CommandIndex
    let program: Program

    static let simple: [(String, ValueType)] = [
        ("Int", .int), ("Float", .float), ("String", .string), ("Bool", .bool), ("Path", .path()),
        ("Symbol", .word("")), ("List", .list(.any)), ("Range", .range), ("Any", .any),
    ]

    /// `report` is told the message, the range and the hint of what is wrong; the type is then `any`.
    func resolve(_ annotation: TypeAnnotation?, report: (String, Range<Int>, String?) -> Void) -> ValueType {
        guard let annotation else { return .any }
        switch annotation.kind {
        case .list(let element): return .list(resolve(element, report: report))
        case .optional(let type): return .optional(resolve(type, report: report))
        case .named(let name):
            if let simple = Self.simple.first(where: { $0.0 == name }) { return simple.1 }
            if index.objectType(name) != nil { return .object(name) }
            let names = Self.simple.map(\.0) + index.table.objectTypes.map(\.name)
            report(
                "there is no type `\(name)`", annotation.range, Suggestions.hint(for: name, among: names, kind: "types")
            )
            return .any
        }
    }
}
