/// What the command line gives a script: `--set n=100`, and arguments by place for its `param`s.
///
/// A name's value comes from `--set`, else from the argument at its place, else from `use … with` (in a module), else
/// from the script: whatever `let` or `param` binds it outside every block, what the command line gives wins.
public struct ScriptSettings: Sendable {
    /// `--set name=text`, in order; the last of a name holds.
    public var overrides: [(name: String, text: String)]
    /// By place, for the script's `param`s.
    public var arguments: [String]

    /// None unless given.
    public init(overrides: [(name: String, text: String)] = [], arguments: [String] = []) {
        self.overrides = overrides
        self.arguments = arguments
    }
}

extension DeclaredParameter {
    /// `none` is what is not given, unless it is a value of the type.
    func leavesOut(_ value: Value?, _ type: ValueType) -> Bool {
        if case .none? = value, fallback != nil { type.converting(Value.none) == nil } else { false }
    }
}

/// Settings matched against a program's top-level `let`s and `param`s.
final class CheckedSettings {
    struct Override {
        let text: String
        var value: Value
        let span: Span
    }

    /// By name, for `let`s; `param`s convert the text by their type.
    private(set) var overrides: [String: Override] = [:]
    private var arguments: [(text: String, span: Span)] = []
    /// For the param that takes what is left.
    private var rest: (name: String, arguments: [(text: String, span: Span)])?
    /// Those that only modules have.
    private var ofModules: Set<String> = []
    /// A script is being looked at, not about to run: a `param` without a value is fine.
    let isCheckOnly: Bool

    init(_ settings: ScriptSettings, isCheckOnly: Bool) {
        self.isCheckOnly = isCheckOnly
        for (name, text) in settings.overrides {
            let source = SourceText(name: "--set", text: "\(name)=\(text)")
            overrides[name] = Self.override(text, Span(source, 0..<source.bytes.count))
        }
        arguments = settings.arguments.map {
            let source = SourceText(name: "script argument", text: $0)
            return ($0, Span(source, 0..<source.bytes.count))
        }
    }

    private static func override(_ text: String, _ span: Span) -> Override {
        Override(text: text, value: Constant.parse(text) ?? .string(text), span: span)
    }

    /// The value as one of the type that the script gives the name.
    func setOverride(_ name: String, _ value: Value) { overrides[name]?.value = value }

    /// Names that are not there, arguments too many.
    func problems(in program: Program) -> [Diagnostic] {
        let order = program.parameterNames
        let lets = program.statements.compactMap {
            if case .binding(let name, _) = $0.kind { name.text } else { nil }
        }
        let names = order + lets
        let further = Self.parameterNames(ofModulesOf: program)
        var problems: [Diagnostic] = []
        for (name, override) in overrides.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            if further.contains(name) {
                ofModules.insert(name)
            } else {
                let problem = ScriptProblem.unknownSetting(name, known: names + further)
                problems.append(Diagnostic(.error, problem, at: override.span))
            }
        }
        for (name, argument) in zip(order, arguments) where overrides[name] == nil {
            overrides[name] = Self.override(argument.text, argument.span)
        }
        if let last = program.lastParameter, last.takesRest {
            // What is given by `--set` is the whole list.
            let given = arguments.dropFirst(order.count - 1)
            if !given.isEmpty { rest = (last.name.text, Array(given)) }
        } else if arguments.count > order.count {
            problems.append(
                Diagnostic(.error, ScriptProblem.extraArgument(known: order), at: arguments[order.count].span))
        }
        return problems
    }

    /// Of the modules that it uses, and of those that they use.
    private static func parameterNames(ofModulesOf program: Program) -> [String] {
        program.modules.sorted { $0.key < $1.key }.flatMap {
            $0.value.parameterNames + parameterNames(ofModulesOf: $0.value)
        }
    }

    /// The value given to a `param`, by name or by place; nil when there is none.
    func value(of parameter: DeclaredParameter, type: ValueType, isModule: Bool) -> Result<Value, Diagnostic>? {
        let name = parameter.name.text
        if isModule, !ofModules.contains(name) { return nil }
        if !isModule, let rest, rest.name == name, case .list(let element) = type {
            var values: [Value] = []
            for (text, span) in rest.arguments {
                switch value(text, span, of: name, element) {
                case .success(let value): values.append(value)
                case .failure(let problem): return .failure(problem)
                }
            }
            return .success(.list(values))
        }
        guard let override = overrides[name] else { return nil }
        if parameter.leavesOut(override.value, type) { return nil }
        return value(override.text, override.span, of: name, type)
    }

    private func value(_ text: String, _ span: Span, of name: String, _ type: ValueType) -> Result<Value, Diagnostic> {
        // Text and paths are taken as they are; everything else is read as the script would.
        if case .string = type { return .success(.string(text)) }
        if case .path = type { return .success(.string(text)) }
        if let value = Constant.parse(text), let converted = type.converting(value) { return .success(converted) }
        if let converted = type.converting(.string(text)) { return .success(converted) }
        return .failure(
            Diagnostic(.error, ScriptProblem.settingOfWrongType(name, expected: type, text: text), at: span))
    }
}
