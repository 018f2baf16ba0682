/// The functions of expressions that are the language's own: helpers for lists, numbers and text. Those that look at files
/// are the host's (`SignatureTable.functions`).
extension Function {
    static let all = ofLists + ofText + ofFields

    private static let ofLists: [Function] = [
        Function(
            name: "len", parameters: [("x", .any)], optionalCount: 0, result: .int,
            summary: "how many elements a list, range or set of samples has, how many characters a text"
        ) { arguments throws(OperationProblem) in
            if case .range = arguments[0], Operations.count(arguments[0]) == nil { throw OperationProblem.tooLarge }
            guard let count = Operations.count(arguments[0]) else {
                throw OperationProblem.noLength(arguments[0].type)
            }
            return .int(count)
        },
        Function(
            name: "list", parameters: [("range", .range)], optionalCount: 0, result: .list(.int),
            summary: "the numbers of a range as a list"
        ) { arguments throws(OperationProblem) in .list(try elements(arguments[0])) },
        Function(
            name: "sum", parameters: [("list", .list(.float))], optionalCount: 0, result: .either([.int, .float]),
            summary: "the sum"
        ) { arguments throws(OperationProblem) in
            var total = Value.int(0)
            for element in try elements(arguments[0]) { total = try Operations.apply(.plus, total, element) }
            return total
        },
        Function(
            name: "mean", parameters: [("list", .list(.float))], optionalCount: 0, result: .float,
            summary: "the arithmetic mean"
        ) { arguments throws(OperationProblem) in
            let elements = try elements(arguments[0])
            guard !elements.isEmpty else { throw OperationProblem.emptyList(lacks: "mean") }
            var total = Value.float(0)
            for element in elements { total = try Operations.apply(.plus, total, element) }
            return try Operations.apply(.divide, total, .float(Double(elements.count)))
        },
        extremum("min", .less, "the smallest"),
        extremum("max", .greater, "the largest"),
        Function(
            name: "sorted", parameters: [("list", .list(.any)), ("by", fieldName)], optionalCount: 1,
            result: .list(.any),
            summary: "the list, smallest first; with by the objects by that field, the best first, or the smallest",
            examples: ["sorted([3, 1, 2])", "sorted($all, by=edge_js)", "sorted($all, by=config.eta)"],
            typing: sortedType
        ) { arguments, table throws(OperationProblem) in
            let elements = try elements(arguments[0])
            if arguments.count > 1 { return try sorted(elements, by: arguments[1], table) }
            return .list(try Operations.sorted(elements))
        },
        Function(
            name: "reversed", parameters: [("list", .list(.any))], optionalCount: 0, result: .list(.any),
            summary: "the list, last first", typing: listType
        ) { arguments, _ throws(OperationProblem) in .list(try elements(arguments[0]).reversed()) },
        Function(
            name: "join", parameters: [("list", .list(.any)), ("separator", .string)], optionalCount: 1,
            result: .string, summary: "the elements as one text, `, ` between them unless told otherwise"
        ) { arguments throws(OperationProblem) in
            let separator = arguments.count > 1 ? arguments[1].description : ", "
            let parts = try elements(arguments[0]).map(\.description)
            // Told before it is made: the separator may be as long as any text.
            let length = parts.reduce(0) { $0 + $1.utf8.count + separator.utf8.count }
            if length - separator.utf8.count > Value.textLimit { throw OperationProblem.textTooLong }
            return .string(parts.joined(separator: separator))
        },
        Function(
            name: "contains", parameters: [("list", .any), ("x", .any)], optionalCount: 0, result: .bool,
            summary: "whether a list holds x, or a text another text"
        ) { arguments throws(OperationProblem) in
            if let text = arguments[0].text, let part = arguments[1].text {
                return .bool(part.isEmpty || text.contains(part))
            }
            let x = arguments[1]
            if case .range(let range) = arguments[0], case .int(let number) = x { return .bool(range.contains(number)) }
            let list = try elements(arguments[0])
            if x.holdsObject, arguments[0].holdsObject {
                throw OperationProblem.notApplicableToBoth(.equal, x.type, x.type)
            }
            return .bool(list.contains { Operations.areEqual($0, x) == true })
        },
        Function(
            name: "abs", parameters: [("x", .float)], optionalCount: 0, result: .either([.int, .float]),
            summary: "the number without its sign"
        ) { arguments throws(OperationProblem) in
            let isNegative = try Operations.apply(.less, arguments[0], .int(0))
            if case .bool(true) = isNegative { return try Operations.apply(.minus, arguments[0]) }
            return arguments[0]
        },
        Function(
            name: "round", parameters: [("x", .float), ("digits", .int)], optionalCount: 1,
            result: .either([.int, .float]),
            summary:
                "the nearest whole number, or with digits the nearest number of so many decimals; halves away from zero"
        ) { arguments throws(OperationProblem) in
            let x: Double
            switch arguments[0] {
            case .int(let number): return .int(number)
            case .float(let number): x = number
            default: throw OperationProblem.notRoundable(arguments[0].type)
            }
            if arguments.count > 1, case .int(let digits) = arguments[1] {
                guard (0...15).contains(digits) else { throw OperationProblem.digits }
                var power = 1.0
                for _ in 0..<digits { power *= 10 }
                let rounded = (x * power).rounded() / power
                return .float(rounded.isFinite ? rounded : x)
            }
            guard let whole = Int(exactly: x.rounded()) else { throw OperationProblem.tooLarge }
            return .int(whole)
        },
        Function(
            name: "text", parameters: [("x", .any)], optionalCount: 0, result: .string, summary: "any value as text"
        ) { arguments throws(OperationProblem) in .string(arguments[0].description) },
    ]

    private static func extremum(_ name: String, _ operation: BinaryOperator, _ summary: String) -> Function {
        Function(
            name: name, parameters: [("list", .list(.any))], optionalCount: 0, result: .any,
            summary: "\(summary) element"
        ) { arguments throws(OperationProblem) in
            let elements = try elements(arguments[0])
            guard let best = try Operations.extreme(elements, operation) else {
                throw OperationProblem.emptyList(lacks: name)
            }
            return best
        }
    }

    static func elements(_ value: Value) throws(OperationProblem) -> [Value] {
        switch value {
        case .list(let elements): return elements
        case .range(let range):
            guard let count = Operations.count(value), count <= Value.elementLimit else {
                throw OperationProblem.listTooLong
            }
            return range.map { .int($0) }
        default: throw OperationProblem.notAList(value.type)
        }
    }
}
