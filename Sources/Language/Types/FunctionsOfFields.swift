extension Function {
    /// The name of a field, or a path of them: a bare word.
    static let fieldName = ValueType.either([.string, .word("field")])

    static let ofFields: [Function] = [
        Function(
            name: "best", parameters: [("list", .list(.any)), ("by", fieldName)], optionalCount: 0, result: .any,
            summary: "the object whose field is best: highest or lowest as the metric has it; of equals the first",
            examples: ["best($all, inside_validity)", "best($all, by=edge_js).method"]
        ) { arguments, table throws(OperationProblem) in
            let (element, field) = try namedField(arguments, table)
            if let field, field.better == nil, field.type != .any, let by = arguments[1].value?.text {
                throw .noBetter(by, of: element.name)
            }
            return element
        } applyInTable: { arguments, table throws(OperationProblem) in
            let elements = try elements(arguments[0])
            guard !elements.isEmpty else { throw .emptyList(lacks: "best") }
            let order = try order(elements, by: arguments[1], table)
            let by = arguments[1].description
            guard let first = order.positions.first, order.best.contains(first) else {
                if try isDirected(elements, by, table) { throw .noneHas(by) }
                throw .noBetter(by, of: elements[0].type.name)
            }
            return elements[first]
        },
        Function(
            name: "has", parameters: [("x", .any), ("by", fieldName)], optionalCount: 0, result: .bool,
            summary: "whether the object has that field: results of earlier versions lack some metrics",
            examples: ["for e in $all if has($e, inside_validity) { $e.inside_validity.mean }"]
        ) { arguments, table throws(OperationProblem) in
            if case .object(let name) = arguments[0].type.unwrapped, let path = arguments[1].value?.text {
                _ = try field(FieldPath(path), of: name, table)
            }
            return .bool
        } applyInTable: { arguments, table throws(OperationProblem) in
            guard case .object(let object) = arguments[0], let path = arguments[1].text else { return .bool(false) }
            _ = try field(FieldPath(path), of: object.typeName, table)
            switch FieldPath(path).value(in: object) {
            case nil, .some(.none): return .bool(false)
            default: return .bool(true)
            }
        },
        extremumPlace("argmax", .greater, "the largest"),
        extremumPlace("argmin", .less, "the smallest"),
        Function(
            name: "count", parameters: [("list", .any), ("x", .any)], optionalCount: 0, result: .int,
            summary:
                "how many elements of a list are x; of samples how many diagrams are of that kind (valid, connected …), "
                + "have so many rooms (6) or such a room (Kitchen)",
            examples: ["count($s[0].rooms, Kitchen)", "count($s, valid) / len($s)", "count($s, 6)"]
        ) { arguments, table throws(OperationProblem) in
            switch arguments[0].type.unwrapped {
            case .list, .range, .any, .either: return .int
            case .object(let name):
                guard let counts = table.objectType(name)?.counts else { throw .countsNothing(arguments[0].type) }
                let fits =
                    arguments[1].value.map { counts.converting($0) != nil } ?? arguments[1].type.mayPass(for: counts)
                if !fits { throw .countsNot(name, expected: counts, found: arguments[1].type) }
                return .int
            default: throw .countsNothing(arguments[0].type)
            }
        } applyInTable: { arguments, table throws(OperationProblem) in
            let x = arguments[1]
            switch arguments[0] {
            case .object(let object):
                guard let counts = table.objectType(object.typeName)?.counts else {
                    throw .countsNothing(arguments[0].type)
                }
                guard let x = counts.converting(x), let count = object.count(of: x) else {
                    throw .countsNot(object.typeName, expected: counts, found: arguments[1].type)
                }
                return .int(count)
            case .list, .range: return .int(try elements(arguments[0]).count { Operations.areEqual($0, x) == true })
            default: throw .countsNothing(arguments[0].type)
            }
        },
    ]

    // MARK: Order

    /// The list as it was given, in another order.
    static let listType: @Sendable ([ArgumentType], SignatureTable) throws(OperationProblem) -> ValueType = {
        arguments, _ throws(OperationProblem) in
        arguments[0].type.elementType.map { .list($0) } ?? .list(.any)
    }

    static let sortedType: @Sendable ([ArgumentType], SignatureTable) throws(OperationProblem) -> ValueType = {
        arguments, table throws(OperationProblem) in
        let (element, field) =
            arguments.count > 1 ? try namedField(arguments, table) : (arguments[0].type.elementType, nil)
        if let field, !table.isOrdered(field.type) { throw .notOrdered(arguments[1].value?.description ?? "") }
        return .list(element ?? .any)
    }

    static func sorted(_ elements: [Value], by name: Value, _ table: SignatureTable) throws(OperationProblem) -> Value {
        .list(try order(elements, by: name, table).positions.map { elements[$0] })
    }

    /// The type of a list's elements, and the field that `by` names in them; nil where only the run tells.
    private static func namedField(_ arguments: [ArgumentType], _ table: SignatureTable) throws(OperationProblem)
        -> (element: ValueType, field: TypedField?)
    {
        guard let element = arguments[0].type.elementType else { throw .notAList(arguments[0].type) }
        switch element.unwrapped {
        case .any, .either: return (element, nil)
        case .object(let name):
            guard let path = arguments[1].value?.text else { return (element, nil) }
            return (element, try field(FieldPath(path), of: name, table))
        default: throw .fieldless(element)
        }
    }

    private static func field(_ path: FieldPath, of typeName: String, _ table: SignatureTable)
        throws(OperationProblem) -> TypedField
    {
        do throws(NoSuchField) {
            return try table.field(path, of: typeName)
        } catch {
            throw .noSuchField(error)
        }
    }

    private static func order(_ elements: [Value], by name: Value, _ table: SignatureTable) throws(OperationProblem)
        -> FieldOrder
    {
        guard let text = name.text else { throw .notText(name.type) }
        let path = FieldPath(text)
        var values: [Value?] = []
        var better: ObjectType.Better?
        for element in elements {
            guard case .object(let object) = element else { throw .fieldless(element.type) }
            let field = try field(path, of: object.typeName, table)
            if !table.isOrdered(field.type) { throw .notOrdered(text) }
            better = field.better
            values.append(table.measure(path.value(in: object)))
        }
        return FieldOrder(values, better: better)
    }

    private static func isDirected(_ elements: [Value], _ path: String, _ table: SignatureTable)
        throws(OperationProblem) -> Bool
    {
        for case .object(let object) in elements {
            if let field = try? table.field(FieldPath(path), of: object.typeName), field.better != nil { return true }
        }
        return false
    }

    private static func extremumPlace(_ name: String, _ operation: BinaryOperator, _ summary: String) -> Function {
        Function(
            name: name, parameters: [("list", .list(.any))], optionalCount: 0, result: .int,
            summary: "the position of \(summary) element; of equals the first",
            examples: ["\(name)([3, 5, 1])"]
        ) { arguments throws(OperationProblem) in
            let elements = try elements(arguments[0])
            guard !elements.isEmpty else { throw OperationProblem.emptyList(lacks: name) }
            var best = 0
            for position in elements.indices.dropFirst() {
                if case .bool(true) = try Operations.apply(operation, elements[position], elements[best]) {
                    best = position
                }
            }
            return .int(best)
        }
    }
}
