/// What operators, indexing and fields do to values; the checker applies them to what it knows, the interpreter to all.
enum Operations {
    // MARK: Unary

    static func apply(_ operation: UnaryOperator, _ value: Value) throws(OperationProblem) -> Value {
        switch (operation, value) {
        case (.not, .bool(let truth)): return .bool(!truth)
        case (.minus, .int(let number)):
            let (result, overflow) = number.multipliedReportingOverflow(by: -1)
            if overflow { throw .tooLarge }
            return .int(result)
        case (.minus, .float(let number)): return .float(-number)
        default: throw .notApplicable(operation, value.type)
        }
    }

    // MARK: Binary

    static func apply(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(OperationProblem) -> Value {
        switch operation {
        case .and, .or:
            guard case .bool(let a) = left, case .bool(let b) = right else {
                throw .notApplicableToBoth(operation, left.type, right.type)
            }
            return .bool(operation == .and ? a && b : a || b)
        case .equal, .notEqual:
            // One rule for objects, alone or in lists: they are not compared.
            guard !left.holdsObject || !right.holdsObject, let equal = areEqual(left, right) else {
                throw .notApplicableToBoth(operation, left.type, right.type)
            }
            return .bool((operation == .equal) == equal)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            return .bool(try compare(operation, left, right))
        case .plus, .minus, .times, .divide, .floorDivide, .remainder:
            return try arithmetic(operation, left, right)
        }
    }

    /// nil when the two can never be equal by their types. NaN equals itself.
    static func areEqual(_ left: Value, _ right: Value) -> Bool? {
        switch (left, right) {
        case (.none, .none): return true
        case (.none, _), (_, .none): return false
        case (.bool(let a), .bool(let b)): return a == b
        case (.int(let a), .int(let b)): return a == b
        case (.range(let a), .range(let b)): return a == b
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for (x, y) in zip(a, b) where areEqual(x, y) != true { return false }
            return true
        default: break
        }
        if let a = left.number, let b = right.number { return a == b || a.isNaN && b.isNaN }
        if let a = left.text, let b = right.text { return a == b }
        return nil
    }

    // MARK: Order

    /// The list, smallest first; NaN, which has no place in the order, last.
    static func sorted(_ elements: [Value]) throws(OperationProblem) -> [Value] {
        try checkOrder(of: elements)
        // Each two are comparable, so this cannot fail.
        return elements.filter { !$0.isNaN }.sorted {
            if case .bool(true)? = try? apply(.less, $0, $1) { true } else { false }
        } + elements.filter(\.isNaN)
    }

    /// The first element that no other is less than, or greater; NaN only where there is nothing else. nil of none.
    static func extreme(_ elements: [Value], _ operation: BinaryOperator) throws(OperationProblem) -> Value? {
        try checkOrder(of: elements)
        guard var best = elements.first else { return nil }
        for element in elements.dropFirst() {
            if best.isNaN {
                best = element
            } else if case .bool(true) = try apply(operation, element, best) {
                best = element
            }
        }
        return best
    }

    /// Numbers, or text: what is comparable with the first, itself included, is comparable with each.
    private static func checkOrder(of elements: [Value]) throws(OperationProblem) {
        for element in elements { _ = try apply(.less, elements[0], element) }
    }

    private static func compare(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(OperationProblem)
        -> Bool
    {
        func decide<T: Comparable>(_ a: T, _ b: T) -> Bool {
            switch operation {
            case .less: a < b
            case .lessOrEqual: a <= b
            case .greater: a > b
            default: a >= b
            }
        }
        if case .int(let a) = left, case .int(let b) = right { return decide(a, b) }
        if let a = left.number, let b = right.number { return decide(a, b) }
        if let a = left.text, let b = right.text { return decide(a, b) }
        throw .notApplicableToBoth(operation, left.type, right.type)
    }

    private static func arithmetic(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(OperationProblem)
        -> Value
    {
        switch (operation, left, right) {
        case (.plus, .string(let a), .string(let b)): return try Value.string(a + b).bounded()
        case (.plus, .list(let a), .list(let b)): return try Value.list(a + b).bounded()
        case (.divide, .int, .int): break
        case (_, .int(let a), .int(let b)): return .int(try whole(operation, a, b))
        default: break
        }
        guard let a = left.number, let b = right.number else {
            throw .notApplicableToBoth(operation, left.type, right.type)
        }
        switch operation {
        case .plus: return .float(a + b)
        case .minus: return .float(a - b)
        case .times: return .float(a * b)
        default: break
        }
        if b == 0 { throw .divisionByZero }
        if operation == .divide { return .float(a / b) }
        let floored = (a / b).rounded(.down)
        return .float(operation == .floorDivide ? floored : a - floored * b)
    }

    /// Floors, so that the remainder has the divisor's sign, as in Python.
    private static func whole(_ operation: BinaryOperator, _ a: Int, _ b: Int) throws(OperationProblem) -> Int {
        let outcome: (partialValue: Int, overflow: Bool)
        switch operation {
        case .plus: outcome = a.addingReportingOverflow(b)
        case .minus: outcome = a.subtractingReportingOverflow(b)
        case .times: outcome = a.multipliedReportingOverflow(by: b)
        default:
            if b == 0 { throw .divisionByZero }
            let quotient = a.dividedReportingOverflow(by: b)
            if quotient.overflow {
                outcome = operation == .floorDivide ? quotient : (0, false)
            } else {
                let rest = a - quotient.partialValue * b
                let isFloored = rest == 0 || (rest < 0) == (b < 0)
                outcome =
                    operation == .floorDivide
                    ? (isFloored ? quotient.partialValue : quotient.partialValue - 1, false)
                    : (isFloored ? rest : rest + b, false)
            }
        }
        if outcome.overflow { throw .tooLarge }
        return outcome.partialValue
    }

    // MARK: Ranges, indices

    static func range(_ lower: Value, _ upper: Value, isClosed: Bool) throws(OperationProblem) -> Value {
        guard case .int(let low) = lower, case .int(var high) = upper else {
            let wrong = if case .int = lower { upper } else { lower }
            throw .rangeOf(wrong.type)
        }
        if isClosed {
            let (next, overflow) = high.addingReportingOverflow(1)
            if overflow { throw .tooLarge }
            high = next
        }
        guard low <= high else { throw .backwards(low, high) }
        return .range(low..<high)
    }

    /// How many `value` has; nil when that cannot be counted.
    static func count(_ value: Value) -> Int? {
        switch value {
        case .list(let elements): elements.count
        case .string(let text): text.count
        case .range(let range):
            switch range.upperBound.subtractingReportingOverflow(range.lowerBound) {
            case (let count, overflow: false): count
            default: nil
            }
        case .object(let object):
            if case .int(let count)? = object.field("count") { count } else { nil }
        default: nil
        }
    }

    static func index(_ value: Value, _ index: Value) throws(OperationProblem) -> Value {
        switch (value, index) {
        case (.list(let elements), .int(let position)): return elements[try self.position(position, of: elements.count)]
        case (.list(let elements), .range(let range)):
            try check(range, in: elements.count)
            return .list(Array(elements[range]))
        case (.string(let text), .range(let range)):
            let characters = Array(text)
            try check(range, in: characters.count)
            return .string(String(characters[range]))
        case (.range(let numbers), .range(let range)):
            guard let count = count(value) else { throw .tooLarge }
            try check(range, in: count)
            return .range(numbers.lowerBound + range.lowerBound..<numbers.lowerBound + range.upperBound)
        case (.string(let text), .int(let position)):
            let characters = Array(text)
            return .string(String(characters[try self.position(position, of: characters.count)]))
        case (.range(let range), .int(let position)):
            guard let count = count(value) else { throw .tooLarge }
            let offset = try self.position(position, of: count)
            return .int(range.lowerBound + offset)
        case (.object(let object), _):
            if let element = object.element(at: index) { return element }
            throw .noElement(object.typeName, at: index)
        default: throw .notIndexable(value.type, by: index.type)
        }
    }

    static func check(_ range: Range<Int>, in count: Int) throws(OperationProblem) {
        guard range.lowerBound >= 0, range.upperBound <= count else { throw .leavesList(range, count: count) }
    }

    /// Negative positions count from the end.
    @discardableResult
    static func position(_ position: Int, of count: Int) throws(OperationProblem) -> Int {
        let place = position < 0 ? position + count : position
        guard (0..<max(count, 0)).contains(place) else {
            throw .nothingAt(position, count: count)
        }
        return place
    }
}

extension Value {
    var isNaN: Bool { if case .float(let number) = self { number.isNaN } else { false } }

    /// As a Float; nil of what is no number.
    var number: Double? {
        switch self {
        case .int(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }
}
