extension Checker {
    /// What is known of an expression's value; its mistakes are reported.
    func evaluate(_ expression: Expression) -> StaticValue {
        switch expression.kind {
        case .literal(let value): return .known(value)
        case .word(let text): return .known(.symbol(text))
        case .bad: return .poison
        case .variable(let name): return variableValue(name, expression.range)
        case .string(let parts): return string(parts)
        case .list(let elements):
            return list(elements.map(evaluate))
        case .range(let lower, let upper, let isClosed):
            let staticValues = [(evaluate(lower), lower), (evaluate(upper), upper)]
            if let low = staticValues[0].0.value, let high = staticValues[1].0.value {
                return attempt(expression.range) { () throws(Operations.Problem) in
                    try Operations.range(low, high, isClosed: isClosed)
                }
            }
            for (staticValue, part) in staticValues where !staticValue.isPoison && !staticValue.type.mayPass(for: .int)
            {
                error("a range runs between whole numbers, but this is \(staticValue.type.described)", part.range)
                return .poison
            }
            return .unknown(.range)
        case .unary(let operation, let operand): return unary(operation, evaluate(operand), expression.range)
        case .binary(let operation, let left, let right):
            return binary(operation, left, right, expression.range)
        case .field(let base, let name): return field(evaluate(base), name)
        case .index(let base, let index):
            return self.index(evaluate(base), evaluate(index), expression.range)
        case .call(let name, let arguments): return call(name, arguments, expression.range)
        case .pipeline(let pipeline): return walk(pipeline, yields: true)
        case .loop(let loop): return walk(loop, yields: true)
        case .conditional(let conditional): return walk(conditional, yields: true)
        }
    }

    private func attempt(_ range: Range<Int>, _ body: () throws(Operations.Problem) -> Value) -> StaticValue {
        do throws(Operations.Problem) {
            return .known(try body())
        } catch {
            self.error(error.message, range, notes: iterationNotes(), hint: error.hint)
            return .poison
        }
    }

    private func list(_ staticValues: [StaticValue]) -> StaticValue {
        var values: [Value] = []
        for staticValue in staticValues {
            if staticValue.isPoison { return .poison }
            if let value = staticValue.value { values.append(value) }
        }
        if values.count == staticValues.count { return .known(.list(values)) }
        return .unknown(.list(ValueType.common(staticValues.map { $0.type.widened })))
    }

    private func string(_ parts: [StringPart]) -> StaticValue {
        var text = ""
        var isKnown = true
        var isPoison = false
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .value(let expression):
                let staticValue = evaluate(expression)
                isPoison = isPoison || staticValue.isPoison
                // What an object's summary will say, a dry run does not know.
                if let value = staticValue.value, value.type.objectNames.isEmpty {
                    text += value.description
                } else {
                    isKnown = false
                }
            }
        }
        if isPoison { return .poison }
        return isKnown ? .known(.string(text)) : .unknown(.string)
    }

    private func variableValue(_ name: String, _ range: Range<Int>) -> StaticValue {
        if let variable = variable(name) {
            if let origin = variable.origin { used.insert(origin) }
            return variable.staticValue
        }
        // What an earlier statement would have bound, had it been understood, cannot be told; else once a name.
        guard unknownNames.insert(name).inserted, !program.isIncomplete else { return .poison }
        var notes: [Diagnostic.Note] = []
        if let origin = outOfScope[name] {
            notes = [.init("`\(name)` is bound here, and ends with its block", at: mainProgram.span(origin))]
        }
        error(
            "there is no variable `$\(name)`", range, notes: notes,
            hint: notes.isEmpty ? Suggestions.hint(for: name, among: visibleNames, kind: "variables") : nil)
        return .poison
    }

    // MARK: Operators

    private func unary(_ operation: UnaryOperator, _ operand: StaticValue, _ range: Range<Int>) -> StaticValue {
        if operand.isPoison { return .poison }
        if let value = operand.value {
            return attempt(range) { () throws(Operations.Problem) in try Operations.apply(operation, value) }
        }
        let type = operand.type
        switch operation {
        case .not where type.mayPass(for: .bool): return .unknown(.bool)
        case .minus where type.mayPass(for: .float): return .unknown(type)
        default:
            error("`\(operation.rawValue)` does not apply to \(type.described)", range)
            return .poison
        }
    }

    private func binary(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ range: Range<Int>)
        -> StaticValue
    {
        let a = evaluate(left)
        if operation == .and || operation == .or, case .known(.bool(let truth)) = a, truth == (operation == .or) {
            // Decided already: the right side is never looked at, so only its names and types count.
            let wasDead = isDead
            isDead = true
            _ = evaluate(right)
            isDead = wasDead
            return a
        }
        let b = evaluate(right)
        if a.isPoison || b.isPoison { return .poison }
        if let x = a.value, let y = b.value {
            return attempt(range) { () throws(Operations.Problem) in try Operations.apply(operation, x, y) }
        }
        if let type = result(operation, a.type, b.type) { return .unknown(type) }
        error(Operations.mismatch(operation, a.type, b.type).message, range)
        return .poison
    }

    /// The type of an operation on values not known yet; nil when no values of these types have one.
    private func result(_ operation: BinaryOperator, _ a: ValueType, _ b: ValueType) -> ValueType? {
        func both(_ type: ValueType) -> Bool { a.mayPass(for: type) && b.mayPass(for: type) }
        switch operation {
        case .and, .or: return both(.bool) ? .bool : nil
        case .equal, .notEqual: return a.mayPass(for: b) || b.mayPass(for: a) || a == .none || b == .none ? .bool : nil
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return both(.float) || both(.string) ? .bool : nil
        case .plus:
            if a == .int, b == .int { return .int }
            if a == .any || b == .any { return .any }
            if both(.float) { return .float }
            if both(.string) { return .string }
            return both(.list(.any)) ? .list(.any) : nil
        case .divide: return both(.float) ? .float : nil
        case .minus, .times, .floorDivide, .remainder:
            if a == .int, b == .int { return .int }
            guard both(.float) else { return nil }
            return a == .float || b == .float ? .float : .any
        }
    }

    // MARK: Fields and indices

    private func field(_ base: StaticValue, _ name: Name) -> StaticValue {
        if base.isPoison { return .poison }
        let type = base.type
        guard let object = type.objectNames.first, case .object = type.unwrapped else {
            if type == .any || type.isEither { return .unknown(.any) }
            error("\(type.described) has no fields", name.range, hint: "its length is len(…)")
            return .poison
        }
        guard let declared = index.objectType(object) else { return .unknown(.any) }
        guard let field = declared.fields.first(where: { $0.name == name.text }) else {
            if let keyed = declared.keyed, case .known(.object(let value)) = base,
                value.element(at: .string(name.text)) != nil
            {
                error(
                    "\(object) has no field `\(name.text)`", name.range,
                    hint: "it is reached by index: [\"\(name.text)\"]")
                return .unknown(keyed)
            }
            error(
                "\(object) has no field `\(name.text)`", name.range,
                hint: Suggestions.hint(for: name.text, among: declared.fields.map(\.name), kind: "fields of \(object)"))
            return .poison
        }
        if case .known(.object(let value)) = base, let known = value.field(name.text) { return .known(known) }
        return .unknown(field.type)
    }

    private func index(_ base: StaticValue, _ position: StaticValue, _ range: Range<Int>) -> StaticValue {
        if base.isPoison || position.isPoison { return .poison }
        if case .known(.object(let object)) = base {
            if let value = position.value, let element = object.element(at: value) { return .known(element) }
            return indexed(base.type, position.type, range)
        }
        if let value = base.value, let at = position.value {
            return attempt(range) { () throws(Operations.Problem) in try Operations.index(value, at) }
        }
        return indexed(base.type, position.type, range)
    }

    private func indexed(_ base: ValueType, _ position: ValueType, _ range: Range<Int>) -> StaticValue {
        let byNumber = position.mayPass(for: .int)
        switch base.unwrapped {
        case .any, .either: return .unknown(.any)
        case .list(let element):
            if position == .range { return .unknown(base) }
            if byNumber { return .unknown(element) }
        case .string where byNumber: return .unknown(.string)
        case .range where byNumber: return .unknown(.int)
        case .object(let name):
            guard let type = index.objectType(name) else { return .unknown(.any) }
            if position == .range, type.element != nil { return .unknown(base) }
            if byNumber, let element = type.element { return .unknown(element) }
            if position.mayPass(for: .string), let keyed = type.keyed { return .unknown(keyed) }
            if position.mayPass(for: .word("")), let keyed = type.keyed { return .unknown(keyed) }
        default: break
        }
        error("\(base.described) cannot be indexed by \(position.described)", range)
        return .poison
    }

    // MARK: Functions

    private func call(_ name: Name, _ arguments: [Expression], _ range: Range<Int>) -> StaticValue {
        let staticValues = arguments.map(evaluate)
        guard let function = Function.byName[name.text] else {
            let isCommand = index.isBeginning(name.text) || program.definitions[name.text] != nil
            error(
                "there is no function `\(name.text)`", name.range,
                hint: isCommand
                    ? "`\(name.text)` is a command: its arguments follow without parentheses"
                    : Suggestions.hint(for: name.text, among: Function.all.map(\.name), kind: "functions"))
            return .poison
        }
        let count = function.parameters.count
        guard (count - function.optionalCount...count).contains(staticValues.count) else {
            error("`\(name.text)` is called as \(function.synopsis)", range)
            return .poison
        }
        if staticValues.contains(where: \.isPoison) { return .poison }
        if name.text == "len", case .known(.object(let object)) = staticValues[0] {
            if let count = Operations.count(staticValues[0].value ?? .none) { return .known(.int(count)) }
            return length(of: .object(object.typeName), arguments[0].range)
        }
        let values = staticValues.compactMap(\.value)
        if values.count == staticValues.count {
            return attempt(range) { () throws(Operations.Problem) in try function.apply(values) }
        }
        for (staticValue, (parameter, argument)) in zip(staticValues, zip(function.parameters, arguments)) {
            if staticValue.type == .range, case .list = parameter.type { continue }
            if !staticValue.type.mayPass(for: parameter.type) {
                error(
                    "`\(name.text)` takes \(parameter.type.expectation), but this is \(staticValue.type.described)",
                    argument.range)
                return .poison
            }
        }
        if name.text == "len" { return length(of: staticValues[0].type, arguments[0].range) }
        return .unknown(function.result)
    }

    private func length(of type: ValueType, _ range: Range<Int>) -> StaticValue {
        switch type.unwrapped {
        case .list, .string, .range, .any, .either, .word, .path: return .unknown(.int)
        case .object(let name):
            guard let object = index.objectType(name) else { return .unknown(.int) }
            if object.fields.contains(where: { $0.name == "count" }) { return .unknown(.int) }
        default: break
        }
        error("\(type.described) has no length", range)
        return .poison
    }
}

extension ValueType {
    /// Without its `none`.
    var unwrapped: ValueType {
        if case .optional(let type) = self { return type.unwrapped }
        return self
    }
}
