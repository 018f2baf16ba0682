/// Arguments against their parameters' types: what fits, and what is wrong when one does not. The checker and the
/// interpreter share it; to the interpreter every value is known.
struct ArgumentTyping {
    let callee: Callee
    let program: Program
    /// Whether a variable of that name is bound there.
    var isVariable: (String) -> Bool = { _ in false }

    /// What a written argument comes to: one value, or for a variadic parameter the list that it gathers, what is
    /// piped in front. Poison where there are problems, or was poison among the values.
    ///
    /// - Parameter written: what is known of each of `argument`'s expressions.
    func value(_ argument: BoundCommand.Argument, _ written: [StaticValue], piped: StaticValue?, in bound: BoundCommand)
        -> (value: StaticValue, problems: [Diagnostic])
    {
        let parameter = callee.parameters[argument.parameter]
        guard let first = argument.values.first, let value = written.first else { return (.poison, []) }
        // `compare $a $b` gathers; `evaluations=[$a, $b]` is the list itself.
        let isWhole = written.count == 1 && piped == nil && (argument.isNamed || !parameter.gathers(value.type))
        if parameter.form != .variadic || isWhole {
            return self.value(value, parameter.type, parameter, first, first.range)
        }
        var element = parameter.type
        if case .list(let type) = element { element = type }
        var elements: [StaticValue] = []
        var problems: [Diagnostic] = []
        func add(_ converted: (value: StaticValue, problems: [Diagnostic])) {
            elements.append(converted.value)
            problems += converted.problems
        }
        if let piped { add(self.value(piped, element, parameter, nil, bound.words)) }
        for (value, expression) in zip(written, argument.values) {
            add(self.value(value, element, parameter, expression, expression.range))
        }
        let list = StaticValue.list(elements)
        do throws(OperationProblem) {
            _ = try list.known?.bounded()
        } catch {
            let problem = Diagnostic(
                .error, error, at: program.span(argument.valueRange), subject: callee.subject(parameter.name))
            return (.poison, problems + [problem])
        }
        return (list, problems)
    }

    /// Whether what is written means that nothing is given: `none`, where it is no value of the parameter's.
    func leavesOut(_ argument: BoundCommand.Argument, _ written: [StaticValue]) -> Bool {
        let parameter = callee.parameters[argument.parameter]
        guard written.count == 1, case .known(.none)? = written.first else { return false }
        return parameter.absence != .required && parameter.type.converting(.none) == nil
    }

    /// What a pipeline hands on, as the argument that nothing else is written for.
    func value(piped: StaticValue, for parameter: Parameter, in bound: BoundCommand)
        -> (value: StaticValue, problems: [Diagnostic])
    {
        let given: StaticValue = parameter.gathers(piped.type) ? .list([piped]) : piped
        return value(given, parameter.type, parameter, nil, bound.words)
    }

    /// A value as one of `type`, which is the parameter's or that of its elements.
    private func value(
        _ value: StaticValue, _ type: ValueType, _ parameter: Parameter, _ expression: Expression?, _ range: Range<Int>
    ) -> (value: StaticValue, problems: [Diagnostic]) {
        if value.isPoison { return (.poison, []) }
        // Where anything may stand, nothing tells a word from arithmetic.
        if type == .any, program.version != .one, let expression, case .word(let word) = expression.kind,
            NumberLikeness(word) != nil
        {
            let problem = Diagnostic(
                .error, CommandProblem.numberOrWord(word), at: program.span(range),
                subject: callee.subject(parameter.name))
            return (.poison, [problem])
        }
        if let known = value.known {
            if let converted = type.converting(known) { return (.known(converted), []) }
        } else if value.mayPass(for: type) {
            return (value, [])
        }
        var found = Place(value: value.known, type: value.type, expected: type, range: range)
        if let known = value.known, let expression { found = innermost(known, type, expression) }
        let mismatch = ArgumentMismatch(
            parameter: parameter.name, wanted: type, command: callee.name, expected: found.expected, found: found.type,
            value: found.value, isQuotient: expression?.isQuotient ?? false,
            isVariable: found.value?.text.map(isVariable) ?? false, declaration: declaration(of: parameter))
        let problem = Diagnostic(
            .error, CommandProblem.mismatch(mismatch), at: program.span(found.range),
            subject: callee.subject(parameter.name))
        return (.poison, [problem])
    }

    /// Where a parameter is declared.
    private func declaration(of parameter: Parameter) -> Diagnostic.Note {
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

    private struct Place {
        let value: Value?
        let type: ValueType
        let expected: ValueType
        let range: Range<Int>
    }

    /// The element of a written list that is the trouble, else the whole.
    private func innermost(_ value: Value, _ type: ValueType, _ expression: Expression) -> Place {
        var type = type
        if case .optional(let inner) = type { type = inner }
        if case .list(let element) = type, case .list(let values) = value, case .list(let parts) = expression.kind,
            values.count == parts.count
        {
            for (value, part) in zip(values, parts) where element.converting(value) == nil {
                return innermost(value, element, part)
            }
        }
        return Place(value: value, type: value.type, expected: type, range: expression.range)
    }
}

/// A value that is not of its parameter's type.
struct ArgumentMismatch: Sendable {
    let parameter: String
    /// The parameter's type, or for one that gathers its elements' type.
    let wanted: ValueType
    let command: String
    /// What should stand where the trouble is: `wanted`, or the type of an element in it.
    let expected: ValueType
    let found: ValueType
    /// nil when it is not known before the run.
    let value: Value?
    /// Whether a `/` made it.
    let isQuotient: Bool
    /// Whether it is a word that is a variable's name.
    let isVariable: Bool
    let declaration: Diagnostic.Note

    var message: String {
        let words = wanted.words
        if let text = value?.text, words.contains(where: { $0 != "none" }) {
            return "`\(parameter)` takes one of \(words.joined(separator: ", ")), not `\(text)`"
        }
        return "`\(parameter)` takes \(wanted.expectation), but this is \(found.described)"
    }

    var hint: String? {
        let words = wanted.words
        switch (value, expected) {
        case (.symbol(let text)?, _) where NumberLikeness(text) == .point:
            return SyntaxProblem.pointWithoutDigit(text).hint
        case (.symbol(let text)?, _) where NumberLikeness(text) != nil:
            return "arithmetic in an argument needs parentheses: (\(text))"
        case (.symbol(let text)?, _) where isVariable: return "a variable is written $\(text)"
        case (.symbol(let text)?, _) where Grammar.foreignLiterals[text] != nil:
            return Grammar.foreignLiterals[text].map { "write \($0)" }
        case (.symbol(let text)?, _) where !words.isEmpty, (.string(let text)?, _) where !words.isEmpty:
            return Suggestions.didYouMean(Suggestions.closest(to: text, among: words)) ?? oneAtATime
        case (_, .int) where isQuotient, (_, .optional(.int)) where isQuotient:
            return "`/` gives a Float, `//` a whole number"
        case (.float(let number)?, .int), (.float(let number)?, .optional(.int)):
            return Int(exactly: number).map { "write \($0)" } ?? oneAtATime
        case (.symbol(let text)?, .string): return "write it in quotes: \(Value.quoted(text))"
        case (.symbol(let text)?, .object): return "a variable is written $\(text)"
        case (let value?, .list(let element)) where element.converting(value) != nil:
            return "write it as a list: [\(value.literal)]"
        default: return oneAtATime
        }
    }

    /// Where a list of what is wanted is given.
    private var oneAtATime: String? {
        guard case .list(let element) = found, expected.object != nil, element == expected else { return nil }
        return "one at a time: for x in … { \(command) $x }"
    }
}
