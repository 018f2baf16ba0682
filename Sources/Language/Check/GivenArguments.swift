/// The arguments of a call of one of the language's functions, matched to its parameters.
struct GivenArguments {
    /// In the parameters' order, as many as are given: nil for one that is left out before another.
    let bound: (arguments: [Expression?]?, problems: [Diagnostic])

    init(_ items: [WrittenCommand.Item], of function: Function, _ range: Range<Int>, in program: Program) {
        var arguments: [WrittenCommand.Item?] = []
        var problems: [Diagnostic] = []
        func problem(_ problem: any Problem, _ range: Range<Int>) {
            problems.append(Diagnostic(.error, problem, at: program.span(range)))
        }
        let parameters = function.parameters
        for item in items {
            guard let name = item.name else {
                // What has no name stands before what has one.
                if arguments.count < parameters.count,
                    items.first(where: { $0.name != nil }).map({
                        item.range.lowerBound < $0.range.lowerBound
                    }) ?? true
                {
                    arguments.append(item)
                } else {
                    problem(ScriptProblem.wrongCall(function.name, synopsis: function.signature.callSynopsis), range)
                    break
                }
                continue
            }
            guard let position = parameters.firstIndex(where: { $0.name == name.text }) else {
                problem(
                    CommandProblem.unknownArgument(name.text, of: function.name, known: parameters.map(\.name)),
                    name.range)
                continue
            }
            while arguments.count <= position { arguments.append(nil) }
            if let first = arguments[position] {
                problem(CommandProblem.givenTwice(name.text, first: program.span(first.range)), item.range)
            } else {
                arguments[position] = item
            }
        }
        let isComplete = parameters.indices.prefix(function.requiredCount).allSatisfy {
            $0 < arguments.count && arguments[$0] != nil
        }
        if problems.isEmpty, !isComplete {
            problem(ScriptProblem.wrongCall(function.name, synopsis: function.signature.callSynopsis), range)
        }
        bound = (problems.isEmpty ? arguments.map { $0?.value } : nil, problems)
    }
}

extension WrittenCommand {
    /// A call of a function as the command that it is.
    init(calling name: Name, _ arguments: [Item], _ range: Range<Int>) {
        let word = Item(name: nil, value: Expression(.word(name.text), name.range), range: name.range)
        self.init(items: [word] + arguments, comma: nil, range: range)
    }
}
