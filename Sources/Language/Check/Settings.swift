/// What the command line gives a script: `--set n=100`, and arguments by place for its `param`s.
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
    private var order: [String] = []
    /// A script is being looked at, not about to run: a `param` without a value is fine.
    let isCheckOnly: Bool

    init(_ settings: ScriptSettings, isCheckOnly: Bool) {
        self.isCheckOnly = isCheckOnly
        for (name, text) in settings.overrides {
            let source = SourceText(name: "--set", text: "\(name)=\(text)")
            overrides[name] = Override(
                text: text, value: Constant.parse(text) ?? .string(text), span: Span(source, 0..<source.bytes.count))
        }
        arguments = settings.arguments.map {
            let source = SourceText(name: "script argument", text: $0)
            return ($0, Span(source, 0..<source.bytes.count))
        }
    }

    /// The value as one of the type that the script gives the name.
    func setOverride(_ name: String, _ value: Value) { overrides[name]?.value = value }

    /// Names that are not there, arguments too many.
    func problems(in program: Program) -> [Diagnostic] {
        var lets: [String] = []
        order = []
        for statement in program.statements {
            switch statement.kind {
            case .binding(let name, _): lets.append(name.text)
            case .parameter(let parameter): order.append(parameter.name.text)
            default: break
            }
        }
        let names = order + lets
        var problems: [Diagnostic] = []
        for (name, override) in overrides.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            problems.append(
                Diagnostic(.error, ScriptProblem.unknownSetting(name, known: names), at: override.span))
        }
        if arguments.count > order.count {
            problems.append(
                Diagnostic(.error, ScriptProblem.extraArgument(known: order), at: arguments[order.count].span))
        }
        return problems
    }

    /// The value given to a `param`, by name or by place; nil when there is none.
    func value(of parameter: DeclaredParameter, type: ValueType) -> Result<Value, Diagnostic>? {
        let name = parameter.name.text
        let text: String
        let span: Span
        if let override = overrides[name] {
            (text, span) = (override.text, override.span)
        } else if let place = order.firstIndex(of: name), place < arguments.count {
            (text, span) = arguments[place]
        } else {
            return nil
        }
        // Text and paths are taken as they are; everything else is read as the script would.
        if case .string = type { return .success(.string(text)) }
        if case .path = type { return .success(.string(text)) }
        if let value = Constant.parse(text), let converted = type.converting(value) { return .success(converted) }
        if let converted = type.converting(.string(text)) { return .success(converted) }
        return .failure(
            Diagnostic(.error, ScriptProblem.settingOfWrongType(name, expected: type, text: text), at: span))
    }
}
