/// Values written out: defaults, `--set`, script arguments.
enum Constant {
    /// The value of a text such as `1000`, `[42, 123]`, `none`, `loglinear`; nil when it is none.
    static func parse(_ text: String) -> Value? {
        var parser = Parser(SourceText(name: "", text: text))
        guard let expression = try? parser.primaryOrRange(), parser.peek(.argument).kind == .end else { return nil }
        return value(of: expression)
    }

    static func value(of expression: Expression) -> Value? {
        switch expression.kind {
        case .literal(let literal): return Value(literal)
        case .word(let text): return .symbol(text)
        case .string(let parts):
            var text = ""
            for part in parts {
                guard case .text(let piece) = part else { return nil }
                text += piece
            }
            return .string(text)
        case .list(let elements):
            var values: [Value] = []
            for element in elements {
                guard let value = value(of: element) else { return nil }
                values.append(value)
            }
            return .list(values)
        case .range(let lower, let upper, let isClosed):
            guard let lower = value(of: lower), let upper = value(of: upper) else { return nil }
            return try? Operations.range(lower, upper, isClosed: isClosed)
        case .unary(let operation, let operand):
            guard let value = value(of: operand) else { return nil }
            return try? Operations.apply(operation, value)
        default: return nil
        }
    }
}

extension Value {
    init(_ literal: Literal) {
        self =
            switch literal {
            case .none: .none
            case .bool(let truth): .bool(truth)
            case .int(let number): .int(number)
            case .float(let number): .float(number)
            }
    }
}
