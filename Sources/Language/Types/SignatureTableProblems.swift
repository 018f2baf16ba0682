extension SignatureTable {
    /// What is wrong with the table itself, one line each: a default that is not of its type, a name used twice.
    /// For the host's tests.
    public func problems() -> [String] {
        var problems: [String] = []
        var names: Set<String> = []
        for command in commands + hostFunctions {
            if !names.insert(command.name).inserted { problems.append("\(command.name): declared twice") }
            if let first = command.words.first, Grammar.reserved.contains(first) {
                problems.append("\(command.name): `\(first)` is reserved")
            }
            var parameters: Set<String> = []
            for parameter in command.parameters {
                let place = "\(command.name) \(parameter.name)"
                if !parameters.insert(parameter.name).inserted { problems.append("\(place): declared twice") }
                if case .literal(let text) = parameter.absence {
                    let value = Constant.parse(text)
                    if value.flatMap(parameter.type.converting) == nil {
                        problems.append("\(place): the default `\(text)` is not \(parameter.type.expectation)")
                    }
                }
                for object in parameter.type.objectNames where objectType(object) == nil {
                    problems.append("\(place): no object type \(object)")
                }
            }
            for example in command.examples {
                let script = Script(SourceText(name: command.name, text: example))
                problems += script.diagnostics.map { "\(command.name): example `\(example)`: \($0.message)" }
            }
        }
        for function in hostFunctions {
            if Function.all.contains(where: { $0.name == function.name }) {
                problems.append("\(function.name): the language has a function of that name")
            }
            for parameter in function.parameters where parameter.form != .positional {
                problems.append("\(function.name) \(parameter.name): a function takes arguments by place or by name")
            }
        }
        return problems
    }
}
