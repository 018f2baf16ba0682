/// Runs a checked program: every value is known now, and the first failure stops it.
///
/// Throws `Diagnostic` for what went wrong and `Interrupted` as the host threw it.
final class Interpreter {
    let session: Session
    let index: CommandIndex
    let settings: CheckedSettings
    var program: Program
    let mainProgram: Program
    /// The variables of the blocks around, outermost first.
    var blocks: [[String: Value]] = []
    /// What failed statements were to bind.
    private(set) var lost: Set<String> = []

    var host: any CommandHost { session.host }

    init(session: Session, program: Program, settings: CheckedSettings) {
        self.session = session
        self.index = session.index
        self.program = program
        self.mainProgram = program
        self.settings = settings
    }

    // MARK: Variables

    func variable(_ name: String) -> Value? {
        for block in blocks.reversed() {
            if let value = block[name] { return value }
        }
        return (program.isModule ? program.variables[name] : session.environment.variables[name])
            ?? (name == Grammar.here ? .string(program.here) : nil)
    }

    func bind(_ name: String, _ value: Value) {
        if !blocks.isEmpty {
            blocks[blocks.count - 1][name] = value
        } else if program.isModule {
            program.variables[name] = value
        } else {
            session.environment.variables[name] = value
        }
    }

    func inBlock<T>(_ body: () throws -> T) rethrows -> T {
        blocks.append([:])
        defer { blocks.removeLast() }
        return try body()
    }

    func failure(_ problem: any Problem, _ range: Range<Int>, isMistake: Bool = false) -> Diagnostic {
        Diagnostic(.error, problem, at: program.span(range), isMistake: isMistake)
    }

    /// Adds where a failure was called from.
    func noting<T>(_ message: @autoclosure () -> String, at span: Span?, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let failure as Diagnostic {
            throw failure.noting([.init(message(), at: span)])
        }
    }

    /// Adds what a failure is about, unless it is about something within.
    func about<T>(_ subject: Diagnostic.Subject, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let failure as Diagnostic {
            throw failure.about(subject)
        }
    }

    // MARK: Statements

    /// Runs the program itself: its statements are what a failure leaves out where the host goes on after it.
    func runMain() throws {
        for statement in mainProgram.statements {
            try host.checkInterruption()
            host.begin(program.span(statement.range))
            try orGoOn(after: [statement]) { try run(statement) }
        }
    }

    /// Runs a part of the program. Where the host goes on after failures, one is reported here, the rest of the part is
    /// left out, and what it was to make is gone: nothing later takes something older for it.
    private func orGoOn(after part: [Statement], _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as Diagnostic {
            guard host.goesOn else { throw failure }
            host.letPass(failure, isExpected: false)
            var made = MadeTypes()
            made.visit(part, in: program)
            for type in made.names { session.environment.forget(type: type) }
            for name in part.compactMap(\.boundName) {
                lost.insert(name.text)
                if blocks.isEmpty, !program.isModule { session.environment.variables[name.text] = nil }
            }
        }
    }

    func run(_ statements: some Sequence<Statement>) throws {
        for statement in statements {
            try host.checkInterruption()
            try run(statement)
        }
    }

    private func run(_ statement: Statement) throws {
        switch statement.kind {
        case .version, .definition: break
        case .bad: throw failure(Unchecked(), statement.range, isMistake: true)
        case .binding(let name, let expression):
            if blocks.isEmpty, program === mainProgram, let override = settings.overrides[name.text] {
                return bind(name.text, override.value)
            }
            let value = try evaluate(expression)
            if case .pipeline = expression.kind { rename(value, as: name.text) }
            bind(name.text, value)
        case .pipeline(let pipeline): _ = try run(pipeline, yields: false)
        case .expression(let expression): host.show([try evaluate(expression)])
        case .loop(let loop): _ = try run(loop, yields: false)
        case .conditional(let conditional): _ = try run(conditional, yields: false)
        case .use(let use): try useModule(use)
        case .parameter(let parameter): try setParameter(parameter)
        case .assertion(let condition, let message): try assert(condition, message)
        case .attempt(let block): try attempt(block)
        case .yield: throw failure(ScriptProblem.returnNotLast, statement.range, isMistake: true)
        }
    }

    private func assert(_ condition: Expression, _ message: Expression?) throws {
        let outcome: Value
        var sides: [RunProblem.Side] = []
        if case .chain(let left, let links) = condition.kind, links.count == 1, let link = links.first,
            link.operation != .and, link.operation != .or
        {
            // Both sides are evaluated here, once, so that a failure can tell what they were.
            let values = (try evaluate(left), try evaluate(link.operand))
            outcome = try operate(condition.range) { () throws(OperationProblem) in
                try Operations.apply(link.operation, values.0, values.1)
            }
            for (side, value) in [(left, values.0), (link.operand, values.1)] where Constant.value(of: side) == nil {
                sides.append(.init(text: program.source.text(side.range), value: value))
            }
        } else {
            outcome = try evaluate(condition)
        }
        guard case .bool(let holds) = outcome else {
            throw failure(
                ScriptProblem.wrongType(.assertion, expected: .bool, found: outcome.type), condition.range)
        }
        if holds { return }
        let text = try message.map { try evaluate($0).description }
        throw failure(RunProblem.assertionFails(message: text, sides: sides), condition.range)
    }

    /// try = "try", block: what fails in it is told, and the script goes on.
    private func attempt(_ block: Block) throws {
        do {
            try inBlock { try run(block.statements) }
        } catch let failure as Diagnostic {
            host.letPass(failure, isExpected: true)
        }
    }

    private func useModule(_ use: Use) throws {
        let name = use.module
        guard let module = program.modules[name.text] else {
            throw failure(Unchecked(), name.range, isMistake: true)
        }
        if !module.hasRun {
            for setting in use.settings { module.given[setting.name.text] = try evaluate(setting.value) }
            let caller = (program, blocks)
            (program, blocks) = (module, [])
            defer { (program, blocks) = caller }
            try noting("in `use \(name.text)`, used here", at: caller.0.span(name.range)) {
                try run(module.statements)
            }
            module.hasRun = true
        }
        for (variable, value) in module.variables { bind(variable, value) }
    }

    private func setParameter(_ parameter: DeclaredParameter) throws {
        let name = parameter.name.text
        let resolver = TypeResolver(index: index, program: program)
        var type = resolver.resolve(parameter.type) { _, _ in }
        let fallback = try parameter.fallback.map(evaluate)
        if parameter.type == nil, let fallback { type = fallback.type.widened }
        var value = fallback
        if let given = program.given[name], !parameter.leavesOut(given, type) { value = given }
        if let given = settings.value(of: parameter, type: type, isModule: program !== mainProgram) {
            value = try given.get()
        }
        if value == nil, parameter.takesRest { value = .list([]) }
        guard let value else {
            throw failure(
                ScriptProblem.settingMissing(name, expected: type, module: program.moduleName), parameter.name.range,
                isMistake: true)
        }
        bind(name, type.converting(value) ?? value)
    }

    // MARK: Blocks

    func run(_ loop: Loop, yields: Bool) throws -> Value {
        let sequence = try evaluate(loop.sequence)
        var values: [Value] = []
        func step(_ element: Value) throws {
            try host.checkInterruption()
            func body() throws {
                try inBlock {
                    bind(loop.variable.text, element)
                    try noting("with $\(loop.variable.text) = \(element.literal)", at: nil) {
                        guard try loop.condition.map(holds) ?? true else { return }
                        if let value = try run(loop.body, yields: yields), yields { values.append(value) }
                    }
                }
            }
            // A list of which some values are missing would be another list.
            if yields { try body() } else { try orGoOn(after: loop.body.statements, body) }
            if values.count > Value.elementLimit { throw failure(OperationProblem.listTooLong, loop.sequence.range) }
        }
        switch sequence {
        case .list(let elements): for element in elements { try step(element) }
        case .range(let range): for number in range { try step(.int(number)) }
        case .object(let object) where index.isSequence(object.typeName):
            for place in 0..<(Operations.count(sequence) ?? 0) {
                guard let element = object.element(at: .int(place)) else { break }
                try step(element)
            }
        default:
            throw failure(ScriptProblem.notIterable(sequence.type), loop.sequence.range)
        }
        guard yields else { return .none }
        return try operate(loop.sequence.range) { () throws(OperationProblem) in try Value.list(values).bounded() }
    }

    /// - Returns: nil where no branch is taken, and without `yields`.
    func run(_ conditional: Conditional, yields: Bool) throws -> Value? {
        for branch in conditional.branches where try holds(branch.condition) {
            return try inBlock { try run(branch.body, yields: yields) }
        }
        if let otherwise = conditional.otherwise { return try inBlock { try run(otherwise, yields: yields) } }
        return nil
    }

    private func holds(_ expression: Expression) throws -> Bool {
        let condition = try evaluate(expression)
        guard case .bool(let truth) = condition else {
            throw failure(
                ScriptProblem.wrongType(.condition, expected: .bool, found: condition.type), expression.range)
        }
        return truth
    }

    /// Runs a block's statements; with `yields` the last gives the value, or nil where it is an `if` that takes no branch.
    private func run(_ block: Block, yields: Bool) throws -> Value? {
        guard yields, let last = block.statements.last else {
            try run(block.statements)
            return nil
        }
        try run(block.statements.dropLast())
        switch last.kind {
        case .expression(let expression): return try evaluate(expression)
        case .pipeline(let pipeline): return try run(pipeline, yields: true)
        case .loop(let loop): return try run(loop, yields: true)
        case .conditional(let conditional): return try run(conditional, yields: true)
        default: throw failure(ScriptProblem.noValueAtEnd, last.range, isMistake: true)
        }
    }

    /// The session's last object goes by the name it was given afterwards.
    private func rename(_ value: Value, as name: String) {
        guard case .object(let object) = value, let last = session.environment.latest[object.typeName], last.name == nil
        else { return }
        session.environment.remember(last.value, as: name)
    }
}
