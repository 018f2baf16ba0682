/// What functions give for arguments that are not all known, where their signature says less: a list of the same
/// elements, one of them. Throws what any value of these types would fail with.
struct FunctionTyping {
    private let arguments: [StaticValue]

    init(_ arguments: [StaticValue]) {
        self.arguments = arguments
    }

    /// nil where the signature says all.
    func result(of name: String) throws(OperationProblem) -> StaticValue? {
        guard let first = arguments.first else { return nil }
        switch name {
        case "sorted" where arguments.count == 1:
            try checkOrder(of: first)
            return .unknown(.list(element(first) ?? .any))
        case "max", "min":
            try checkOrder(of: first)
            if let elements = first.elements, elements.isEmpty { throw .emptyList(lacks: name) }
            return .unknown(element(first) ?? .any)
        case "mean":
            if let elements = first.elements, elements.isEmpty { throw .emptyList(lacks: name) }
            return nil
        case "reversed":
            return first.elements.map { .list($0.reversed()) } ?? .unknown(.list(element(first) ?? .any))
        case "sum": return element(first) == .int ? .unknown(.int) : nil
        case "abs": return number(first.type).map { .unknown($0) }
        case "round":
            if arguments.count == 1 { return .unknown(.int) }
            if case .known(.int(let digits)) = arguments[1], !(0...15).contains(digits) { throw .digits }
            return number(first.type).map { .unknown($0) }
        case "contains":
            try checkContains(first, arguments[1])
            return nil
        default: return nil
        }
    }

    /// The type of a list's elements; nil where it may be no list.
    private func element(_ list: StaticValue) -> ValueType? {
        switch list.type.unwrapped {
        case .list(let element): element
        case .range: .int
        default: nil
        }
    }

    /// Int or Float, where it is certain which.
    private func number(_ type: ValueType) -> ValueType? {
        type.unwrapped == .int || type.unwrapped == .float ? type.unwrapped : nil
    }

    /// Numbers, or text: each two of them.
    private func checkOrder(of list: StaticValue) throws(OperationProblem) {
        let types = list.elements.map { $0.map(\.type) } ?? element(list).map { [$0] } ?? []
        for type in types {
            for kind in [types[0], type] where !kind.mayPass(for: .float) && !kind.mayPass(for: .word("")) {
                throw .notApplicableToBoth(.less, types[0], kind)
            }
            let areNumbers = types[0].mayPass(for: .float) && type.mayPass(for: .float)
            let areTexts = types[0].mayPass(for: .word("")) && type.mayPass(for: .word(""))
            if !areNumbers, !areTexts { throw .notApplicableToBoth(.less, types[0], type) }
        }
    }

    private func checkContains(_ list: StaticValue, _ part: StaticValue) throws(OperationProblem) {
        let type = list.type
        let isText = type.mayPass(for: .word(""))
        let isList = type.mayPass(for: .list(.any))
        if isText, !isList, !part.type.mayPass(for: .word("")) { throw .notAList(type) }
        if !isText, !isList { throw .notAList(type) }
        // Objects are not compared; what is `none` or anything may be no object.
        if let element = element(list), element.object != nil, part.type.object != nil {
            throw .notApplicableToBoth(.equal, part.type, element)
        }
    }
}
