/// Why operators, indices and functions have no result for the values they are given.
enum OperationProblem: Error, Problem {
    case notApplicable(UnaryOperator, ValueType)
    case notApplicableToBoth(BinaryOperator, ValueType, ValueType)
    case tooLarge
    case divisionByZero
    case rangeOf(ValueType)
    case backwards(Int, Int)
    case notIndexable(ValueType, by: ValueType)
    case nothingAt(Int, count: Int)
    case leavesList(Range<Int>, count: Int)
    case noElement(String, at: Value)
    case noLength(ValueType)
    case emptyList(lacks: String)
    case notAList(ValueType)
    case listTooLong
    case listTooDeep
    case textTooLong
    case notRoundable(ValueType)
    case digits
    case emptyText(String)
    case notText(ValueType)
    case fieldless(ValueType)
    case noSuchField(NoSuchField)
    case noBetter(String, of: String)
    case noneHas(String)
    case notOrdered(String)
    case countsNothing(ValueType)
    case countsNot(String, expected: ValueType, found: ValueType)

    var message: String {
        switch self {
        case .notApplicable(let operation, let type): "`\(operation.rawValue)` does not apply to \(type.described)"
        case .notApplicableToBoth(let operation, let left, let right):
            "`\(operation.rawValue)` does not apply to \(left.described) and \(right.described)"
        case .tooLarge: "the result is too large for an Int"
        case .divisionByZero: "division by zero"
        case .rangeOf(let type): "a range runs between whole numbers, but this is \(type.described)"
        case .backwards(let low, let high): "this range runs backwards: from \(low) to \(high)"
        case .notIndexable(let type, let index): "\(type.described) cannot be indexed by \(index.described)"
        case .nothingAt(let position, let count):
            "there is nothing at \(position): there are \(Self.counted(count))"
        case .leavesList(let range, let count):
            "\(Value.range(range).literal) leaves what it cuts from, which has \(Self.counted(count))"
        case .noElement(let object, let index): "this \(object) has nothing at \(index.literal)"
        case .noLength(let type): "\(type.described) has no length"
        case .emptyList(let what): "an empty list has no \(what)"
        case .notAList(let type): "\(type.described) is not a list"
        case .listTooLong: "a list holds at most \(Value.elementLimit) elements"
        case .listTooDeep: "lists stand one in another at most \(Value.depthLimit) deep"
        case .textTooLong: "a text holds at most \(Value.textLimit >> 20) MB"
        case .notRoundable(let type): "\(type.described) cannot be rounded"
        case .digits: "digits run from 0 to 15"
        case .emptyText(let name): "`\(name)` is empty"
        case .notText(let type): "this takes text, but this is \(type.described)"
        case .fieldless(let type): "the elements have no fields: this is a list of \(type.plural)"
        case .noSuchField(let problem): problem.message
        case .noBetter(let field, let object): "no value of `\(field)` of \(object) is better than another"
        case .noneHas(let field): "none of them has `\(field)`"
        case .notOrdered(let field): "values of `\(field)` have no order"
        case .countsNothing(let type): "`count` counts in lists and samples, but this is \(type.described)"
        case .countsNot(let owner, let expected, let found):
            "in \(owner) `count` counts \(expected.expectation), but this is \(found.described)"
        }
    }

    var hint: String? {
        switch self {
        case .tooLarge: "write a number with a point for a Float"
        case .notApplicableToBoth(.equal, .object, .object), .notApplicableToBoth(.notEqual, .object, .object):
            "objects are not compared; their fields are"
        case .notApplicable(_, let type): Self.hint([type])
        case .notApplicableToBoth(_, let left, let right): Self.hint([left, right])
        case .noSuchField(let problem): problem.hint
        case .noBetter(let field, _): "sorted(…, by=\(field))[0] is the smallest"
        case .countsNot(_, let expected, .symbol(let words)) where words.count == 1:
            Suggestions.hint(for: words[0], among: expected.words, kind: "counted")
        default: nil
        }
    }

    /// A bare word where a value was meant.
    private static func hint(_ types: [ValueType]) -> String? {
        for case .symbol(let words) in types {
            guard let word = words.first, words.count == 1 else { continue }
            if !Grammar.isName(word) { return "a path is put together in quotes: \"{$folder}/file.pt\"" }
            if let literal = Grammar.foreignLiterals[word] { return "write \(literal)" }
            return "a variable is written $\(word), text \"\(word)\""
        }
        return nil
    }

    /// The argument that it is about; nil: the whole.
    var parameter: String? {
        switch self {
        case .noSuchField, .noBetter, .noneHas, .notOrdered: "by"
        case .countsNot: "x"
        default: nil
        }
    }

    private static func counted(_ count: Int) -> String { count == 1 ? "1 element" : "\(count) elements" }
}
