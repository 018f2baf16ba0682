/// Values are bounded as trees are: what doubles in each of fifty lines is an error in one of them, not the end of the
/// memory or of the stack.
extension Value {
    /// The most elements that the lists of a value have in all.
    static let elementLimit = 1_000_000
    /// The most bytes that the texts of a value have in all.
    static let textLimit = 1 << 22
    /// Lists one in another.
    static let depthLimit = Parser.depthLimit

    /// The value itself, where it is within the limits.
    func bounded() throws(OperationProblem) -> Value {
        var extent = Extent()
        try extent.add(self, depth: 0)
        return self
    }

    /// What walking through it costs, in statements: large values use up the check's steps, so that it ends.
    var weight: Int {
        switch self {
        case .list(let values): values.count >> 6
        case .string(let text): text.utf8.count >> 12
        default: 0
        }
    }

    /// Whether it is an object, or a list with one in it.
    var holdsObject: Bool {
        switch self {
        case .object: true
        case .list(let values): values.contains(where: \.holdsObject)
        default: false
        }
    }

    private struct Extent {
        var elements = 0
        var bytes = 0

        mutating func add(_ value: Value, depth: Int) throws(OperationProblem) {
            switch value {
            case .list(let values):
                elements += values.count
                if elements > Value.elementLimit { throw .listTooLong }
                if depth == Value.depthLimit { throw .listTooDeep }
                for value in values { try add(value, depth: depth + 1) }
            case .string(let text), .symbol(let text):
                bytes += text.utf8.count
                if bytes > Value.textLimit { throw .textTooLong }
            default: break
            }
        }
    }
}

extension ValueType {
    /// Lists one in another.
    var depth: Int {
        switch self {
        case .list(let element): element.depth + 1
        case .optional(let type): type.depth
        case .either(let types): types.map(\.depth).max() ?? 0
        default: 0
        }
    }
}
