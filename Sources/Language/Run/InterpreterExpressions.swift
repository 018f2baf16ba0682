extension Interpreter {
    func evaluate(_ expression: Expression) throws -> Value {
        switch expression.kind {
        case .literal(let literal): return Value(literal)
        case .word(let text): return .symbol(text)
        case .bad: throw failure(Unchecked(), expression.range, isMistake: true)
        case .variable(let name):
            guard let value = variable(name) else {
                if lost.contains(name) { throw failure(RunProblem.lostVariable(name), expression.range) }
                throw failure(
                    ScriptProblem.unknownVariable(name, boundInBlock: nil, known: []), expression.range,
                    isMistake: true)
            }
            return value
        case .string(let parts):
            var text = ""
            for part in parts {
                switch part {
                case .text(let piece): text += piece
                case .value(let value): text += try evaluate(value).description
                }
                if text.utf8.count > Value.textLimit { throw failure(OperationProblem.textTooLong, expression.range) }
            }
            return .string(text)
        case .list(let elements):
            let list = Value.list(try elements.map(evaluate))
            return try operate(expression.range) { () throws(OperationProblem) in try list.bounded() }
        case .range(let lower, let upper, let isClosed):
            let (low, high) = (try evaluate(lower), try evaluate(upper))
            return try operate(expression.range) { () throws(OperationProblem) in
                try Operations.range(low, high, isClosed: isClosed)
            }
        case .unary(let operation, let operand):
            let value = try evaluate(operand)
            return try operate(expression.range) { () throws(OperationProblem) in
                try Operations.apply(operation, value)
            }
        case .chain(let first, let links):
            return try links.reduce(try evaluate(first)) { left, link in
                try binary(link.operation, left, link.operand, expression.range(through: link))
            }
        case .field(let base, let name): return try field(try evaluate(base), name)
        case .index(let base, let index):
            let (value, position) = (try evaluate(base), try evaluate(index))
            return try operate(expression.range) { () throws(OperationProblem) in
                try Operations.index(value, position)
            }
        case .call(let name, let arguments):
            if let function = index.hostFunction(name.text) {
                return try call(function, WrittenCommand(calling: name, arguments, expression.range))
            }
            guard let function = index.function(name.text),
                let bound = GivenArguments(arguments, of: function, expression.range, in: program).bound.arguments
            else { throw failure(Unchecked(), expression.range, isMistake: true) }
            let values = try bound.map { try $0.map(evaluate) ?? Value.none }
            return try operate(expression.range) { () throws(OperationProblem) in
                try function.apply(values, index.table)
            }
        case .pipeline(let pipeline): return try run(pipeline, yields: true)
        case .loop(let loop): return try run(loop, yields: true)
        case .conditional(let conditional): return try run(conditional, yields: true) ?? .none
        }
    }

    func operate(_ range: Range<Int>, _ body: () throws(OperationProblem) -> Value) throws -> Value {
        do throws(OperationProblem) {
            return try body()
        } catch {
            throw failure(error, range)
        }
    }

    private func binary(_ operation: BinaryOperator, _ a: Value, _ right: Expression, _ range: Range<Int>) throws
        -> Value
    {
        if operation == .and || operation == .or, case .bool(let truth) = a, truth == (operation == .or) { return a }
        let b = try evaluate(right)
        return try operate(range) { () throws(OperationProblem) in try Operations.apply(operation, a, b) }
    }

    private func field(_ value: Value, _ name: Name) throws -> Value {
        guard case .object(let object) = value else {
            throw failure(ScriptProblem.noFields(value.type), name.range)
        }
        if let field = object.field(name.text) { return field }
        let names = index.objectType(object.typeName)?.fields.map(\.name) ?? []
        throw failure(
            names.contains(name.text)
                ? ScriptProblem.fieldIsAbsent(name.text, of: object.typeName)
                : ScriptProblem.unknownField(name.text, of: object.typeName, known: names), name.range)
    }
}
