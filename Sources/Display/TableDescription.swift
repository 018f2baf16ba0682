import JSON
import Language

extension JSON {
    /// `bds help --format=json`: the whole signature table.
    public init(_ table: SignatureTable) {
        self = .object([
            "commands": .array(table.commands.map { JSON($0) }),
            "functions": .array(table.functions.map { JSON($0) }),
            "types": .array(table.objectTypes.map { JSON($0) }),
        ])
    }

    /// A command with its arguments.
    public init(_ command: CommandSignature) {
        self = .object([
            "name": .string(command.name),
            "summary": .string(command.summary),
            "details": .string(command.details),
            "arguments": .array(command.parameters.map { JSON($0) }),
            "result": command.result == .none ? .null : .string(command.result.name),
            "examples": .array(command.examples.map { .string($0) }),
        ])
    }

    init(_ parameter: Parameter) {
        let form =
            switch parameter.form {
            case .positional: "positional"
            case .variadic: "variadic"
            case .named: "named"
            case .clause: "clause"
            }
        var members: JSONObject = [
            "name": .string(parameter.name), "type": .string(parameter.type.name), "form": .string(form),
        ]
        let words = parameter.type.words
        if !words.isEmpty { members["values"] = .array(words.map { .string($0) }) }
        switch parameter.absence {
        case .required: members["required"] = .bool(true)
        case .literal(let text): members["default"] = .string(text)
        case .session: members["from_session"] = .string("required")
        case .sessionIfAny: members["from_session"] = .string("if any")
        case .decided(let how): members["default_decided"] = .string(how)
        }
        if parameter.takesPipe { members["takes_pipe"] = .bool(true) }
        members["summary"] = .string(parameter.summary)
        self = .object(members)
    }

    init(_ type: ObjectType) {
        self = .object([
            "name": .string(type.name),
            "summary": .string(type.summary),
            "fields": .array(
                type.fields.map {
                    .object([
                        "name": .string($0.name), "type": .string($0.type.name), "summary": .string($0.summary),
                    ])
                }),
            "element": JSON(type.element?.name),
            "keyed": JSON(type.keyed?.name),
        ])
    }
}
