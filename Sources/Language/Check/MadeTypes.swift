/// The types of the objects that a part of a program makes, in the `def`s it calls as well.
struct MadeTypes {
    private(set) var names: Set<String> = []
    private var visited: Set<ObjectIdentifier> = []

    mutating func visit(_ statements: [Statement], in program: Program) {
        for statement in statements { visit(statement, program) }
    }

    private mutating func visit(_ statement: Statement, _ program: Program) {
        switch statement.kind {
        case .version, .definition, .bad: break
        case .use(let use): for setting in use.settings { visit(setting.value, program) }
        case .binding(_, let expression), .expression(let expression), .yield(let expression):
            visit(expression, program)
        case .pipeline(let pipeline): visit(pipeline, program)
        case .loop(let loop): visit(loop, program)
        case .conditional(let conditional): visit(conditional, program)
        case .parameter(let parameter): if let fallback = parameter.fallback { visit(fallback, program) }
        case .assertion(let condition, let message):
            visit(condition, program)
            if let message { visit(message, program) }
        case .attempt(let block): visit(block.statements, in: program)
        }
    }

    private mutating func visit(_ loop: Loop, _ program: Program) {
        visit(loop.sequence, program)
        if let condition = loop.condition { visit(condition, program) }
        visit(loop.body.statements, in: program)
    }

    private mutating func visit(_ conditional: Conditional, _ program: Program) {
        for branch in conditional.branches {
            visit(branch.condition, program)
            visit(branch.body.statements, in: program)
        }
        visit(conditional.otherwise?.statements ?? [], in: program)
    }

    private mutating func visit(_ expression: Expression, _ program: Program) {
        switch expression.kind {
        case .literal, .word, .variable, .bad: break
        case .string(let parts):
            for case .value(let part) in parts { visit(part, program) }
        case .field(let object, _), .unary(_, let object): visit(object, program)
        case .index(let first, let second), .range(let first, let second, isClosed: _):
            visit(first, program)
            visit(second, program)
        case .chain(let first, let links):
            visit(first, program)
            for link in links { visit(link.operand, program) }
        case .list(let elements):
            for element in elements { visit(element, program) }
        case .call(_, let arguments):
            for argument in arguments { visit(argument.value, program) }
        case .pipeline(let pipeline): visit(pipeline, program)
        case .loop(let loop): visit(loop, program)
        case .conditional(let conditional): visit(conditional, program)
        }
    }

    private mutating func visit(_ pipeline: Pipeline, _ program: Program) {
        for stage in pipeline.stages {
            switch stage {
            case .expression(let expression): visit(expression, program)
            case .command(let command):
                for item in command.items { visit(item.value, program) }
                guard case .bound(let bound)? = program.bindings[command.range.lowerBound] else { continue }
                switch bound.callee {
                case .command(let signature): names.formUnion(signature.result.objectNames)
                case .definition(let called):
                    guard visited.insert(ObjectIdentifier(called)).inserted else { continue }
                    visit(called.definition.body.statements, in: called.program)
                }
            }
        }
    }
}

extension Statement {
    /// The name it binds in the block it stands in.
    var boundName: Name? {
        switch kind {
        case .binding(let name, _): name
        case .pipeline(let pipeline): pipeline.name
        case .parameter(let parameter): parameter.name
        default: nil
        }
    }
}
