import Language

extension JSONText {
    /// `bds help --format=json`: the whole signature table.
    public init(_ table: SignatureTable) {
        self = .object([
            ("commands", .array(table.commands.map { JSONText($0) })),
            ("types", .array(table.objectTypes.map { JSONText($0) })),
        ])
    }

    /// All that the table says of one command.
    public init(_ command: CommandSignature) {
        self = .object([
            ("name", .string(command.name)),
            ("summary", .string(command.summary)),
            ("details", .string(command.details)),
            ("arguments", .array(command.parameters.map { JSONText($0) })),
            ("result", command.result == .none ? .null : .string(command.result.name)),
            ("examples", .array(command.examples.map { .string($0) })),
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
        var members: [(String, JSONText)] = [
            ("name", .string(parameter.name)),
            ("type", .string(parameter.type.name)),
            ("form", .string(form)),
        ]
        let words = parameter.type.words
        if !words.isEmpty { members.append(("values", .array(words.map { .string($0) }))) }
        switch parameter.absence {
        case .required: members.append(("required", .bool(true)))
        case .literal(let text): members.append(("default", .string(text)))
        case .session: members.append(("from_session", .string("required")))
        case .sessionIfAny: members.append(("from_session", .string("if any")))
        case .decided(let how): members.append(("default_decided", .string(how)))
        }
        if parameter.takesPipe { members.append(("takes_pipe", .bool(true))) }
        members.append(("summary", .string(parameter.summary)))
        self = .object(members)
    }

    init(_ type: ObjectType) {
        self = .object([
            ("name", .string(type.name)),
            ("summary", .string(type.summary)),
            (
                "fields",
                .array(
                    type.fields.map {
                        .object([
                            ("name", .string($0.name)), ("type", .string($0.type.name)),
                            ("summary", .string($0.summary)),
                        ])
                    })
            ),
            ("element", JSONText(type.element?.name)),
            ("keyed", JSONText(type.keyed?.name)),
        ])
    }
}
