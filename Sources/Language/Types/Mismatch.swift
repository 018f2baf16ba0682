/// Arguments against their parameters' types: what fits, and the wording when one does not. The checker and the
/// interpreter say it alike.
struct ArgumentTyping {
    let index: CommandIndex
    let program: Program

    /// The diagnostic for a value that is not of the parameter's type.
    ///
    /// `known`: its value, where known; `expression`: where it is written, nil when it is piped or from the session.
    func mismatch(
        _ parameter: Parameter, of callee: Callee, known: Value?, type: ValueType, expression: Expression?,
        range: Range<Int>
    ) -> Diagnostic {
        var found = (value: known, type: type, expected: parameter.type, range: range)
        if let known, let expression { found = innermost(known, parameter.type, expression) }
        var message = "`\(parameter.name)` takes \(parameter.type.expectation), but this is \(found.type.described)"
        var hint: String?
        if case .list(let element) = found.type, found.expected.object != nil, element == found.expected {
            hint = "one at a time: for x in … { \(callee.name) $x }"
        }
        let words = parameter.type.words
        if let value = found.value {
            switch (value, found.expected) {
            case (.symbol(let text), _) where !words.isEmpty:
                message = "`\(parameter.name)` takes one of \(words.joined(separator: ", ")), not `\(text)`"
                let close = Suggestions.closest(to: text, among: words)
                if !close.isEmpty { hint = "did you mean \(close.map { "`\($0)`" }.joined(separator: " or "))?" }
            case (.string(let text), _) where words.contains(text): hint = "write it without quotes: \(text)"
            case (.float(let number), .int), (.float(let number), .optional(.int)):
                if let whole = Int(exactly: number) { hint = "write \(whole)" }
            case (.symbol(let text), .string): hint = "write it in quotes: \(Value.quoted(text))"
            case (.symbol(let text), _)
            where text.utf8.contains { "*/-".utf8.contains($0) } && text.utf8.first.map(Lexer.isDigit) ?? false:
                hint = "arithmetic in an argument needs parentheses: (\(text))"
            case (.symbol(let text), .object): hint = "a variable is written $\(text)"
            case (_, .list(let element)) where element.converting(value) != nil:
                hint = "write it as a list: [\(value.literal)]"
            default: break
            }
        }
        return Diagnostic(
            .error, message, at: program.span(found.range), notes: [declaration(of: parameter, in: callee)], hint: hint)
    }

    /// Where a parameter is declared.
    func declaration(of parameter: Parameter, in callee: Callee) -> Diagnostic.Note {
        switch callee {
        case .command(let signature):
            let summary = parameter.summary.isEmpty ? "" : ": \(parameter.summary)"
            return .init("declared by `\(signature.name)`: \(parameter.declaration)\(summary)")
        case .definition(let command):
            let declared = command.definition.parameters.first { $0.name.text == parameter.name }
            return .init(
                "declared by `\(command.name)` here", at: declared.map { command.program.span($0.range) })
        }
    }

    /// The element of a written list that is the trouble, else the whole.
    private func innermost(_ value: Value, _ type: ValueType, _ expression: Expression)
        -> (value: Value?, type: ValueType, expected: ValueType, range: Range<Int>)
    {
        var type = type
        if case .optional(let inner) = type { type = inner }
        if case .list(let element) = type, case .list(let values) = value, case .list(let parts) = expression.kind,
            values.count == parts.count
        {
            for (value, part) in zip(values, parts) where element.converting(value) == nil {
                return innermost(value, element, part)
            }
        }
        return (value, value.type, type, expression.range)
    }
}

extension Parameter {
    /// `n=Int (default 1000)`, as messages and help name it.
    public var declaration: String {
        let written =
            switch form {
            case .positional: "\(name): \(type.name)"
            case .variadic: "\(name)…: \(type.name)"
            case .named: "\(name)=\(type.name)"
            case .clause: "\(name) \(type.name)"
            }
        let otherwise =
            switch absence {
            case .required: ""
            case .literal(let text): " (default \(text))"
            case .session: " (default: the session's last)"
            case .sessionIfAny: " (default: the session's last, if any)"
            case .decided(let how): how.isEmpty ? "" : " (default: \(how))"
            }
        return written + otherwise
    }
}
