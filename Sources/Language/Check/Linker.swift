extension DeclaredParameter {
    fileprivate var isList: Bool {
        switch type?.kind {
        case .list?, .named("List")?: true
        default: false
        }
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
        let program = Program(script, isModule: isModule, loader: loader)
        diagnostics += script.diagnostics
        warnOfVersions(script)
        if !isModule { program.definitions = session }
        loading.append((script.source.name, script.source))
        for statement in script.statements {
            switch statement.kind {
            case .use(let use): self.use(use, in: program)
            case .bad where ["def", "use"].contains(where: program.source.text(statement.range).hasPrefix):
                program.isIncomplete = true
            default: break
            }
        }
        loading.removeLast()
        checkParameters(of: program)
        var own: [String: Range<Int>] = [:]
        for statement in script.statements {
            guard case .definition(let definition) = statement.kind else { continue }
            define(definition, in: program, &own)
        }
        return program
    }

    /// What was or will be read otherwise.
    private mutating func warnOfVersions(_ script: Script) {
        let rewritings = script.rewritings.filter(index.readsOtherwise)
        let problem: (ScriptProblem, Range<Int>)
        if let first = rewritings.first {
            problem = (.readsOtherwise(count: rewritings.count), first.range)
        } else if script.source.folder != nil, let first = script.newBraces.first {
            // What is typed now is no script of bds 1.
            problem = (.braceBeginsExpression, first)
        } else {
            return
        }
        diagnostics.append(Diagnostic(.warning, problem.0, at: Span(script.source, problem.1)))
    }

    /// Each name once, and `...` only where it can take something.
    private mutating func checkParameters(of program: Program) {
        var seen: [String: Range<Int>] = [:]
        let parameters = program.statements.compactMap {
            if case .parameter(let parameter) = $0.kind { parameter } else { nil }
        }
        for (place, parameter) in parameters.enumerated() {
            let name = parameter.name
            if let first = seen[name.text] {
                report(.scriptParameterTwice(name.text, first: program.span(first)), program.span(name.range))
            }
            seen[name.text] = seen[name.text] ?? name.range
            if parameter.takesRest, place < parameters.count - 1 || !parameter.isList {
                report(.cannotTakeRest(name.text), program.span(parameter.range))
            }
        }
    }

    private mutating func use(_ use: Use, in program: Program) {
        let name = use.module
        let span = program.span(name.range)
        defer { if program.modules[name.text]?.isIncomplete ?? true { program.isIncomplete = true } }
        let source: SourceText
        do {
            source = try loader.module(name.text, usedIn: program.source)
        } catch let error as ModuleNotFound {
            return report(.moduleNotFound(name.text, error), span)
        } catch {
            return report(.moduleUnreadable(name.text, why: "\(error)"), span)
        }
        if loading.contains(where: { $0.name == source.name }) {
            return report(.moduleCircle(name.text, path: loading.map(\.name) + [source.name]), span)
        }
        guard loading.count < Checker.callLimit else { return report(.modulesTooDeep, span) }
        let module: Program
        if let known = loaded[source.name] {
            module = known
        } else {
            let before = diagnostics.count
            module = link(Script(source), isModule: true)
            for position in before..<diagnostics.count {
                diagnostics[position] = diagnostics[position].noting([
                    .init("in `use \(name.text)`, used here", at: span)
                ])
            }
            loaded[source.name] = module
        }
        module.moduleName = module.moduleName ?? name.text
        for setting in use.settings where !module.parameterNames.contains(setting.name.text) {
            report(
                .unknownModuleSetting(setting.name.text, of: name.text, known: module.parameterNames),
                program.span(setting.name.range))
        }
        program.modules[name.text] = module
        program.definitions.merge(module.definitions) { $1 }
    }

    private mutating func define(_ definition: Definition, in program: Program, _ own: inout [String: Range<Int>]) {
        let name = definition.name
        if index.isBeginning(name.text) || name.text == "bds" {
            return report(.commandExists(name.text), program.span(name.range))
        }
        if let first = own[name.text] {
            return report(.definedTwice(name.text, first: program.span(first)), program.span(name.range))
        }
        own[name.text] = name.range
        var parameters: [Parameter] = []
        var seen: Set<String> = []
        var types: [(problem: ScriptProblem, range: Range<Int>)] = []
        let resolver = TypeResolver(index: index, program: program)
        for declared in definition.parameters {
            if !seen.insert(declared.name.text).inserted {
                report(.parameterTwice(declared.name.text, of: name.text), program.span(declared.name.range))
            }
            if declared.fallback == nil, parameters.contains(where: { $0.absence != .required }) {
                report(.parameterNeedsDefault(declared.name.text), program.span(declared.name.range))
            }
            if declared.takesRest { report(.cannotTakeRest(declared.name.text), program.span(declared.range)) }
            var type = resolver.resolve(declared.type) { types.append(($0, $1)) }
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
        for (problem, range) in types { report(problem, program.span(range)) }
        program.definitions[name.text] = DefinedCommand(definition, parameters: parameters, in: program)
    }

    private mutating func report(_ problem: ScriptProblem, _ span: Span) {
        diagnostics.append(Diagnostic(.error, problem, at: span))
    }
}
