/// Where `use NAME` finds its text. The language itself touches no file.
public protocol ModuleLoader {
    /// The text of a module used in `user`. The result's name identifies it: the same name is the same module.
    ///
    /// Throws `ModuleNotFound`, or `InvalidText`.
    func module(_ name: String, usedIn user: SourceText) throws -> SourceText
}

public struct ModuleNotFound: Error, Sendable {
    public let message: String
    /// The modules there are, for a did-you-mean.
    public let available: [String]

    public init(_ message: String, available: [String] = []) {
        self.message = message
        self.available = available
    }
}

/// For sessions without modules.
public struct NoModules: ModuleLoader {
    public init() {}

    public func module(_ name: String, usedIn user: SourceText) throws -> SourceText {
        throw ModuleNotFound("there is no module `\(name)`")
    }
}

/// Turns scripts into programs: loads what they use, and collects their `def`s, before anything is checked.
struct Linker {
    let index: CommandIndex
    let loader: any ModuleLoader
    /// `def`s of the session, from earlier lines.
    let session: [String: DefinedCommand]
    private(set) var diagnostics: [Diagnostic] = []
    private var loaded: [String: Program] = [:]
    private var loading: [(name: String, source: SourceText)] = []

    init(index: CommandIndex, loader: any ModuleLoader, session: [String: DefinedCommand]) {
        self.index = index
        self.loader = loader
        self.session = session
    }

    mutating func link(_ script: Script, isModule: Bool = false) -> Program {
        let program = Program(script, isModule: isModule)
        diagnostics += script.diagnostics
        if !isModule { program.definitions = session }
        loading.append((script.source.name, script.source))
        for statement in script.statements {
            switch statement.kind {
            case .use(let name): use(name, in: program)
            case .bad where program.source.text(statement.range).hasPrefix("def"): program.isIncomplete = true
            default: break
            }
        }
        loading.removeLast()
        var own: [String: Range<Int>] = [:]
        for statement in script.statements {
            guard case .definition(let definition) = statement.kind else { continue }
            define(definition, in: program, &own)
        }
        return program
    }

    private mutating func use(_ name: Name, in program: Program) {
        let span = program.span(name.range)
        defer { if program.modules[name.text]?.isIncomplete ?? true { program.isIncomplete = true } }
        let source: SourceText
        do {
            source = try loader.module(name.text, usedIn: program.source)
        } catch let error as ModuleNotFound {
            diagnostics.append(
                Diagnostic(
                    .error, error.message, at: span,
                    hint: Suggestions.hint(for: name.text, among: error.available, kind: "modules")))
            return
        } catch {
            diagnostics.append(Diagnostic(.error, "`\(name.text)` cannot be used: \(error)", at: span))
            return
        }
        if loading.contains(where: { $0.name == source.name }) {
            let circle = (loading.map(\.name) + [source.name]).joined(separator: " → ")
            diagnostics.append(Diagnostic(.error, "`\(name.text)` uses itself: \(circle)", at: span))
            return
        }
        guard loading.count < Checker.callLimit else {
            diagnostics.append(
                Diagnostic(.error, "modules use one another more than \(Checker.callLimit) deep", at: span))
            return
        }
        let module: Program
        if let known = loaded[source.name] {
            module = known
        } else {
            let before = diagnostics.count
            module = link(Script(source), isModule: true)
            for position in before..<diagnostics.count {
                let inner = diagnostics[position]
                diagnostics[position] = Diagnostic(
                    inner.severity, inner.message, at: inner.span,
                    notes: inner.notes + [.init("in `use \(name.text)`, used here", at: span)], hint: inner.hint)
            }
            loaded[source.name] = module
        }
        program.modules[name.text] = module
        program.definitions.merge(module.definitions) { $1 }
    }

    private mutating func define(_ definition: Definition, in program: Program, _ own: inout [String: Range<Int>]) {
        let name = definition.name
        func problem(_ message: String, _ range: Range<Int>, notes: [Diagnostic.Note] = []) {
            diagnostics.append(Diagnostic(.error, message, at: program.span(range), notes: notes))
        }
        if index.isBeginning(name.text) || name.text == "bds" {
            return problem("`\(name.text)` is a command already", name.range)
        }
        if let first = own[name.text] {
            return problem(
                "`\(name.text)` is defined twice", name.range,
                notes: [.init("first defined here", at: program.span(first))])
        }
        own[name.text] = name.range
        var parameters: [Parameter] = []
        var seen: Set<String> = []
        var types: [Diagnostic] = []
        let resolver = TypeResolver(index: index, program: program)
        for declared in definition.parameters {
            if !seen.insert(declared.name.text).inserted {
                problem("`\(name.text)` has two parameters `\(declared.name.text)`", declared.name.range)
            }
            if declared.fallback == nil, parameters.contains(where: { $0.absence != .required }) {
                problem("`\(declared.name.text)` needs a default: one before it has one", declared.name.range)
            }
            var type = resolver.resolve(declared.type) {
                types.append(Diagnostic(.error, $0, at: program.span($1), hint: $2))
            }
            if declared.type == nil, let fallback = declared.fallback {
                type = Constant.value(of: fallback)?.type.widened ?? .any
            }
            // One that lacks its default counts as having one: a call without it is no other mistake.
            let mustBeWritten = declared.fallback == nil && !parameters.contains { $0.absence != .required }
            let absence: Parameter.Absence =
                mustBeWritten ? .required : .decided(declared.fallback.map { program.source.text($0.range) } ?? "")
            parameters.append(
                Parameter(
                    declared.name.text, type, .positional, absent: absence, takesPipe: parameters.isEmpty, ""))
        }
        diagnostics += types
        program.definitions[name.text] = DefinedCommand(definition, parameters: parameters, in: program)
    }
}
