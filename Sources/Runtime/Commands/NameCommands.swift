import Language

/// `unload $x`
struct UnloadCommand: Command {
    let signature = CommandSignature(
        ["unload"], "forgets a variable, and frees what it held",
        parameters: [Parameter("value", .any, .positional, absent: .required, "the variable, with its $")],
        examples: ["unload $v1"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let name = try arguments.name("value")
        workspace.forget(name)
        workspace.checkpoints.forgetAll()
        workspace.console.tell("unloaded $\(name)")
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        guard let name = arguments.call.variables["value"] else {
            return .error(.noVariable(signature.name, about: "value"))
        }
        state.unload(name)
        return DryRun(forgotten: name)
    }
}

/// `rename $x to NAME`
struct RenameCommand: Command {
    let signature = CommandSignature(
        ["rename"], "gives a variable another name; only at the prompt",
        parameters: [
            Parameter("value", .any, .positional, absent: .required, "the variable, with its $"),
            Parameter("to", .word("name"), .clause, absent: .required, "the new name, without a $"),
        ],
        examples: ["rename $v1 to before"])

    func run(_ arguments: Arguments, in workspace: Workspace) throws -> Value {
        let name = try arguments.name("value")
        let new = arguments.text("to") ?? ""
        if let problem = Self.problem(new) { throw problem }
        guard workspace.environment.variables[new] == nil else { throw Self.taken(new) }
        let value = workspace.environment.variables[name]
        workspace.forget(name)
        workspace.environment.variables[new] = value
        if case .object(let object)? = value { workspace.environment.remember(object, as: new) }
        return .none
    }

    func dryRun(_ arguments: PlannedArguments, in state: PlannedState) -> DryRun {
        guard let name = arguments.call.variables["value"] else {
            return .error(.noVariable(signature.name, about: "value"))
        }
        guard let new = arguments.text("to") else { return DryRun() }
        if let problem = Self.problem(new) { return .error(problem) }
        if arguments.call.names.contains(new), !state.unloaded.contains(new) { return .error(Self.taken(new)) }
        state.unload(name)
        return DryRun()
    }

    private static func problem(_ name: String) -> CommandFailure? {
        if Environment.isName(name) { return nil }
        return CommandFailure(
            "a name is letters, digits and underscores, a digit not first, and no word of the language", about: "to",
            isMistake: true)
    }

    /// The check does not know all names of a run.
    private static func taken(_ name: String) -> CommandFailure {
        CommandFailure("$\(name) is taken", about: "to", hint: "unload $\(name) first")
    }
}

extension CommandFailure {
    fileprivate static func noVariable(_ command: String, about parameter: String) -> CommandFailure {
        CommandFailure("\(command) takes a variable, such as $v1", about: parameter, isMistake: true)
    }
}

extension Arguments {
    /// The variable behind an argument.
    fileprivate func name(_ parameter: String) throws -> String {
        guard let name = variable(parameter) else {
            throw CommandFailure.noVariable(call.signature.name, about: parameter)
        }
        return name
    }
}

extension Workspace {
    fileprivate func forget(_ name: String) {
        environment.variables[name] = nil
        for (type, entry) in environment.latest where entry.name == name { environment.forget(type: type) }
    }
}
