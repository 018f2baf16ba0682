extension Checker {
    /// What is known of an expression's value; its mistakes are reported.
    func evaluate(_ expression: Expression) -> StaticValue {
        switch expression.kind {
        case .literal(let literal): return .known(Value(literal))
        case .word(let text):
            mentioned.insert(text)
            return .known(.symbol(text))
        case .bad: return .poison
        case .variable(let name): return variableValue(name, expression.range)
        case .string(let parts): return string(parts, expression.range)
        case .list(let elements):
            return bounded(.list(elements.map(evaluate)), expression.range)
        case .range(let lower, let upper, let isClosed):
            let ends = [(value: evaluate(lower), part: lower), (value: evaluate(upper), part: upper)]
            if let low = ends[0].value.known, let high = ends[1].value.known {
                return attempt([], expression.range) { () throws(OperationProblem) in
                    try Operations.range(low, high, isClosed: isClosed)
                }
            }
            for (value, part) in ends where !value.isPoison && !value.type.mayPass(for: .int) {
                error(.rangeOf(value.type), part.range)
                return .poison
            }
            return .unknown(.range)
        case .unary(let operation, let operand): return unary(operation, evaluate(operand), expression.range)
        case .chain(let first, let links):
            guard let link = links.first, link.operation == .equal || link.operation == .notEqual else {
                return links.reduce(evaluate(first)) { left, link in
                    binary(link.operation, left, link.operand, expression.range(through: link))
                }
            }
            return comparison(link, first, expression.range)
        case .field(let base, let name):
            if case .call(let function, _) = base.kind, isUnknown(function) {
                // `checkpoint_final(1).pt` is a file's name.
                error(CommandProblem.pathNeedsQuotes(program.source.text(expression.range)), expression.range)
                return .poison
            }
            return field(evaluate(base), name)
        case .index(let base, let index):
            return self.index(evaluate(base), evaluate(index), expression.range)
        case .call(let name, let arguments): return call(name, arguments, expression.range)
        case .pipeline(let pipeline): return walk(pipeline, yields: true)
        case .loop(let loop): return walk(loop, yields: true)
        case .conditional(let conditional): return walk(conditional, yields: true, mayLack: false).value
        }
    }

    /// What an operation makes of known operands.
    private func attempt(
        _ operands: [Value], _ range: Range<Int>, _ arguments: [Expression?] = [], _ function: Function? = nil,
        _ body: () throws(OperationProblem) -> Value
    ) -> StaticValue {
        steps += operands.reduce(0) { $0 + $1.weight }
        do throws(OperationProblem) {
            return .known(try body())
        } catch {
            let part = function.flatMap { argument(of: error, arguments, $0) }
            self.error(error, part ?? range, trail: iterationNotes())
            return .poison
        }
    }

    /// A list that was made: an error where it is too much of one.
    func bounded(_ value: StaticValue, _ range: Range<Int>) -> StaticValue {
        if let known = value.known {
            return attempt([known], range) { () throws(OperationProblem) in try known.bounded() }
        }
        guard value.type.depth > Value.depthLimit else { return value }
        error(.listTooDeep, range)
        return .poison
    }

    private func string(_ parts: [StringPart], _ range: Range<Int>) -> StaticValue {
        var text = ""
        var isKnown = true
        var isPoison = false
        for part in parts {
            switch part {
            case .text(let piece):
                if parts.count == 1 { mentioned.insert(piece) }
                text += piece
            case .value(let expression):
                let value = evaluate(expression)
                isPoison = isPoison || value.isPoison
                // What an object's summary will say, a dry run does not know.
                if let known = value.known, known.type.objectNames.isEmpty {
                    if text.utf8.count <= Value.textLimit { text += known.description }
                } else {
                    isKnown = false
                }
            }
        }
        if isPoison { return .poison }
        return isKnown ? bounded(.known(.string(text)), range) : .unknown(.string)
    }

    private func variableValue(_ name: String, _ range: Range<Int>) -> StaticValue {
        if let variable = variable(name) {
            if let origin = variable.origin { used.insert(origin) }
            if !isDead, perhapsForgotten.contains(name), !blocks.contains(where: { $0[name] != nil }) {
                error(.perhapsForgotten(name), range)
                return .poison
            }
            if variable.varies, !notice("$\(name)", range) { return .poison }
            return variable.value
        }
        // What an earlier statement would have bound, had it been understood, cannot be told; else once a name.
        guard unknownNames.insert(name).inserted, !program.isIncomplete else { return .poison }
        error(
            .unknownVariable(name, boundInBlock: outOfScope[name].map(mainProgram.span), known: visibleNames), range)
        return .poison
    }

    // MARK: Operators

    private func unary(_ operation: UnaryOperator, _ operand: StaticValue, _ range: Range<Int>) -> StaticValue {
        if operand.isPoison { return .poison }
        if let known = operand.known {
            return attempt([known], range) { () throws(OperationProblem) in try Operations.apply(operation, known) }
        }
        let type = operand.type
        switch operation {
        case .not where type.mayPass(for: .bool): return .unknown(.bool)
        case .minus where type.mayPass(for: .float): return .unknown(type.unwrapped)
        default:
            error(.notApplicable(operation, type), range)
            return .poison
        }
    }

    /// `==` and `!=`, which do not chain.
    private func comparison(_ link: Expression.Link, _ first: Expression, _ range: Range<Int>) -> StaticValue {
        func side(_ expression: Expression) -> StaticValue {
            if case .word(let text) = expression.kind { .known(.symbol(text)) } else { evaluate(expression) }
        }
        let (left, right) = (side(first), side(link.operand))
        doubt(first, comparedWith: right)
        doubt(link.operand, comparedWith: left)
        return applied(link.operation, left, right, range)
    }

    private func binary(_ operation: BinaryOperator, _ a: StaticValue, _ right: Expression, _ range: Range<Int>)
        -> StaticValue
    {
        if operation == .and || operation == .or, case .known(.bool(let truth)) = a, truth == (operation == .or) {
            // Decided already: the right side is never looked at, so only its names and types count.
            let wasDead = isDead
            isDead = true
            _ = evaluate(right)
            isDead = wasDead
            return a
        }
        return applied(operation, a, evaluate(right), range)
    }

    private func applied(_ operation: BinaryOperator, _ a: StaticValue, _ b: StaticValue, _ range: Range<Int>)
        -> StaticValue
    {
        if a.isPoison || b.isPoison { return .poison }
        if let x = a.known, let y = b.known {
            return attempt([x, y], range) { () throws(OperationProblem) in try Operations.apply(operation, x, y) }
        }
        if operation == .plus, let first = a.elements, let second = b.elements {
            return bounded(.list(first + second), range)
        }
        if [.divide, .floorDivide, .remainder].contains(operation), let divisor = b.known?.number, divisor == 0,
            a.type.mayPass(for: .float)
        {
            error(.divisionByZero, range)
            return .poison
        }
        if let type = result(operation, a.type, b.type) { return .unknown(type) }
        error(.notApplicableToBoth(operation, a.type, b.type), range)
        return .poison
    }

    /// The type of an operation on values not known yet; nil when no values of these types have one.
    private func result(_ operation: BinaryOperator, _ a: ValueType, _ b: ValueType) -> ValueType? {
        func both(_ type: ValueType) -> Bool { a.mayPass(for: type) && b.mayPass(for: type) }
        switch operation {
        case .and, .or: return both(.bool) ? .bool : nil
        case .equal, .notEqual:
            if !a.objectNames.isEmpty, !b.objectNames.isEmpty { return nil }
            // A range passes for a list where one is an argument, and equals none.
            if (a == .range) != (b == .range), a.isList || b.isList { return nil }
            return a.mayPass(for: b) || b.mayPass(for: a) || a == .none || b == .none ? .bool : nil
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return both(.float) || both(.word("")) ? .bool : nil
        case .plus:
            if a == .int, b == .int { return .int }
            if a == .any || b == .any { return .any }
            if both(.float) { return .float }
            if both(.string) { return .string }
            // A range passes for a list where one is an argument, and joins none.
            func mayBeList(_ type: ValueType) -> Bool { type.alternatives.contains { $0 != .range && $0.hasList } }
            return mayBeList(a) && mayBeList(b) ? .list(.any) : nil
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
            if type.alternatives.contains(where: { $0 == .any || $0.object != nil }) { return .unknown(.any) }
            error(.noFields(type), name.range)
            return .poison
        }
        guard let declared = index.objectType(object) else { return .unknown(.any) }
        guard let field = declared.fields.first(where: { $0.name == name.text }) else {
            if let keyed = declared.keyed, case .known(.object(let value)) = base,
                value.element(at: .string(name.text)) != nil
            {
                error(.keyNotField(name.text, of: object), name.range)
                return .unknown(keyed)
            }
            error(.unknownField(name.text, of: object, known: declared.fields.map(\.name)), name.range)
            return .poison
        }
        if case .known(.object(let value)) = base, let known = value.field(name.text) { return .known(known) }
        return .unknown(field.type)
    }

    private func index(_ base: StaticValue, _ position: StaticValue, _ range: Range<Int>) -> StaticValue {
        if base.isPoison || position.isPoison { return .poison }
        if case .known(.object(let object)) = base {
            if let count = Operations.count(.object(object)), let known = position.known,
                let problem = beyond(known, count)
            {
                error(problem, range, trail: iterationNotes())
                return .poison
            }
            if let known = position.known, let element = object.element(at: known) { return .known(element) }
            return indexed(base.type, position.type, range)
        }
        if let name = base.type.unwrapped.object, let type = index.objectType(name), let key = position.known?.text,
            let isKey = type.isKey, !isKey(key)
        {
            // A file made elsewhere may have it.
            warn(.unknownKey(key, of: name, known: type.fields.map(\.name)), range)
        }
        if case .listed(let elements) = base, let at = position.known {
            if let problem = beyond(at, elements.count) {
                error(problem, range, trail: iterationNotes())
                return .poison
            }
            if case .int(let place) = at { return elements[place < 0 ? place + elements.count : place] }
            if case .range(let part) = at { return .list(Array(elements[part])) }
        }
        if let value = base.known, let at = position.known {
            return attempt([], range) { () throws(OperationProblem) in try Operations.index(value, at) }
        }
        return indexed(base.type, position.type, range)
    }

    /// What is wrong with a position among so many.
    private func beyond(_ position: Value, _ count: Int) -> OperationProblem? {
        do throws(OperationProblem) {
            switch position {
            case .int(let place): try Operations.position(place, of: count)
            case .range(let range): try Operations.check(range, in: count)
            default: break
            }
            return nil
        } catch {
            return error
        }
    }

    private func indexed(_ base: ValueType, _ position: ValueType, _ range: Range<Int>) -> StaticValue {
        // Each that either may turn out to be.
        let types = base.alternatives.flatMap { base in position.alternatives.map { part(of: base, at: $0) } }
        let possible = types.compactMap { $0 }
        if let first = possible.first { return .unknown(possible.allSatisfy { $0 == first } ? first : .any) }
        error(.notIndexable(base, by: position), range)
        return .poison
    }

    /// The type of a part; nil where there is none of that kind.
    private func part(of base: ValueType, at position: ValueType) -> ValueType? {
        let byNumber = position == .int || position == .any
        switch base {
        case .any: return .any
        case .list(let element):
            if position == .range { return base }
            return position == .any ? .any : byNumber ? element : nil
        case .string, .word, .path:
            return position == .range || byNumber ? .string : nil
        case .range: return position == .range ? .range : position == .any ? .any : byNumber ? .int : nil
        case .object(let name):
            guard let type = index.objectType(name) else { return .any }
            if position == .any { return type.element != nil || type.keyed != nil ? .any : nil }
            if position == .range { return type.element == nil ? nil : type.slice ?? base }
            if byNumber { return type.element }
            return position.mayPass(for: .word("")) ? type.keyed : nil
        default: return nil
        }
    }

    // MARK: Functions

    private func call(_ name: Name, _ items: [WrittenCommand.Item], _ range: Range<Int>) -> StaticValue {
        if let function = index.hostFunction(name.text) {
            if function.varies, !notice("\(name.text)()", range) { return .poison }
            return call(function, WrittenCommand(calling: name, items, range))
        }
        guard let function = index.function(name.text) else {
            for item in items { _ = evaluate(item.value) }
            let isCommand = index.isBeginning(name.text) || program.definitions[name.text] != nil
            let command = isCommand ? asCommand(name, items) : nil
            error(
                .unknownFunction(name.text, asCommand: command, known: index.table.functions.map(\.name)), name.range)
            return .poison
        }
        let (bound, problems) = GivenArguments(items, of: function, range, in: program).bound
        guard let bound else {
            for item in items { _ = evaluate(item.value) }
            problems.forEach(report)
            return .poison
        }
        let values = bound.map { argument in argument.map(evaluate) ?? .known(.none) }
        if values.contains(where: \.isPoison) { return .poison }
        if name.text == "len", case .known(.object(let object)) = values[0] {
            if let count = Operations.count(.object(object)) { return .known(.int(count)) }
            return length(of: .object(object.typeName), bound[0]?.range ?? range)
        }
        let known = values.compactMap(\.known)
        // What an object holds or its summary will say, the check may not know: where a function looks into objects, their types tell.
        let looksInside = function.typing != nil && known.contains { !$0.type.objectNames.isEmpty }
        let describes = function.result == .string && known.contains(where: \.holdsObject)
        if known.count == values.count, !looksInside, !describes {
            return attempt(known, range, bound, function) { () throws(OperationProblem) in
                try function.apply(known, index.table)
            }
        }
        for (value, (parameter, argument)) in zip(values, zip(function.parameters, bound)) {
            if !value.mayPass(for: parameter.type) {
                error(.functionTakes(name.text, expected: parameter.type, found: value.type), argument?.range ?? range)
                return .poison
            }
        }
        if name.text == "len" {
            if let elements = values[0].elements { return .known(.int(elements.count)) }
            return length(of: values[0].type, bound[0]?.range ?? range)
        }
        do throws(OperationProblem) {
            if let result = try FunctionTyping(values).result(of: name.text) { return result }
            guard let typing = function.typing else { return .unknown(function.result) }
            let types = values.map { Function.ArgumentType(type: $0.type, value: $0.known) }
            return .unknown(try typing(types, index.table))
        } catch {
            self.error(error, argument(of: error, bound, function) ?? range, trail: iterationNotes())
            return .poison
        }
    }

    /// Where the argument stands that a problem is about.
    private func argument(of problem: OperationProblem, _ bound: [Expression?], _ function: Function) -> Range<Int>? {
        guard let position = function.parameters.firstIndex(where: { $0.name == problem.parameter }),
            bound.indices.contains(position)
        else { return nil }
        return bound[position]?.range
    }

    /// `sample($m, n=2)` as it is written here: `sample $m n=2`.
    private func asCommand(_ name: Name, _ items: [WrittenCommand.Item]) -> String {
        let arguments = items.map { item in
            let text = program.source.text(item.value.range)
            let isWhole = !text.contains(" ") || "([\"".contains(text.first ?? " ")
            return (item.name.map { $0.text + "=" } ?? "") + (isWhole ? text : "(\(text))")
        }
        return ([name.text] + arguments).joined(separator: " ")
    }

    /// Whether it is the name of no function and of no command.
    private func isUnknown(_ function: Name) -> Bool {
        index.function(function.text) == nil && index.hostFunction(function.text) == nil
            && !index.isBeginning(function.text)
            && program.definitions[function.text] == nil
    }

    private func length(of type: ValueType, _ range: Range<Int>) -> StaticValue {
        let hasLength = type.alternatives.contains { type in
            switch type {
            case .list, .string, .range, .any, .word, .path: true
            case .object(let name): index.objectType(name)?.fields.contains { $0.name == "count" } ?? true
            default: false
            }
        }
        if hasLength { return .unknown(.int) }
        error(.noLength(type), range)
        return .poison
    }
}
