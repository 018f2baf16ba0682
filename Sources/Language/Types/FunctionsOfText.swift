extension Function {
    static let ofText: [Function] = [
        Function(
            name: "replace", parameters: [("text", someText), ("old", someText), ("new", someText)], optionalCount: 0,
            result: .string, summary: "the text with new for every old in it",
            examples: [#"replace("llada_topp0.9", "_", " ")"#]
        ) { arguments throws(OperationProblem) in
            let (text, old, new) = (try text(arguments[0]), try text(arguments[1]), try text(arguments[2]))
            if old.isEmpty { throw OperationProblem.emptyText("old") }
            let count = text.ranges(of: old).count
            // Told before it is made: each may become as long as any text.
            let (growth, overflow) = count.multipliedReportingOverflow(by: max(new.utf8.count, 1))
            if overflow || growth > Value.textLimit { throw OperationProblem.textTooLong }
            return try Value.string(text.replacing(old, with: new)).bounded()
        },
        Function(
            name: "split", parameters: [("text", someText), ("separator", someText)], optionalCount: 1,
            result: .list(.string),
            summary: "the parts between the separators; without one, the words between blanks",
            examples: [#"split("42,123", ",")"#]
        ) { arguments throws(OperationProblem) in
            let text = try text(arguments[0])
            guard arguments.count > 1 else {
                return .list(text.split(whereSeparator: \.isWhitespace).map { .string(String($0)) })
            }
            let separator = try Self.text(arguments[1])
            if separator.isEmpty { throw OperationProblem.emptyText("separator") }
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            return try Value.list(parts.map { .string(String($0)) }).bounded()
        },
        Function(
            name: "starts_with", parameters: [("text", someText), ("beginning", someText)], optionalCount: 0,
            result: .bool, summary: "whether the text begins so", examples: [#"starts_with($e.method, "llada")"#]
        ) { arguments throws(OperationProblem) in .bool(try text(arguments[0]).hasPrefix(text(arguments[1]))) },
        Function(
            name: "ends_with", parameters: [("text", someText), ("end", someText)], optionalCount: 0,
            result: .bool, summary: "whether the text ends so", examples: [#"ends_with($e.method, "no_remask")"#]
        ) { arguments throws(OperationProblem) in .bool(try text(arguments[0]).hasSuffix(text(arguments[1]))) },
    ]

    /// Text in quotes, or a word.
    static let someText = ValueType.either([.string, .word("")])

    private static func text(_ value: Value) throws(OperationProblem) -> String {
        guard let text = value.text else { throw .notText(value.type) }
        return text
    }
}
