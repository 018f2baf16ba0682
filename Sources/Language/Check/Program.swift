/// A script or module on its way through check and run: its tree, and what its words turned out to mean.
final class Program {
    let source: SourceText
    let statements: [Statement]
    let version: LanguageVersion
    /// A module has variables of its own; the main programs of a session share the session's.
    let isModule: Bool
    /// The commands that `def` made, own and imported.
    var definitions: [String: DefinedCommand] = [:]
    /// A module was not found, or a `def` not read: a name that is missing may be one of theirs.
    var isIncomplete = false
    /// What each command was bound to, by the offset of its first word.
    var bindings: [Int: Binding] = [:]
    /// By the name in `use`.
    var modules: [String: Program] = [:]
    /// A module's variables, once it has run.
    var variables: [String: Value] = [:]
    var hasRun = false
    /// A module's name in the `use` that came first.
    var moduleName: String?
    /// What `use … with` gives a module's params, in the run.
    var given: [String: Value] = [:]
    private let loader: any ModuleLoader

    /// What `$here` is: the folder that the text lies in, as seen from where bds works now.
    var here: String { loader.folder(of: source) }

    var lastParameter: DeclaredParameter? {
        statements.lazy.compactMap { if case .parameter(let parameter) = $0.kind { parameter } else { nil } }.last
    }

    /// The names of its params, in order.
    var parameterNames: [String] {
        statements.compactMap { if case .parameter(let parameter) = $0.kind { parameter.name.text } else { nil } }
    }

    init(_ script: Script, isModule: Bool, loader: any ModuleLoader = NoModules()) {
        self.loader = loader
        self.source = script.source
        self.statements = script.statements
        self.version = script.version
        self.isModule = isModule
    }

    func span(_ range: Range<Int>) -> Span { Span(source, range) }
}

/// A command made by `def`.
final class DefinedCommand {
    let definition: Definition
    let program: Program
    let parameters: [Parameter]

    init(_ definition: Definition, parameters: [Parameter], in program: Program) {
        self.definition = definition
        self.parameters = parameters
        self.program = program
    }

    var name: String { definition.name.text }

    /// Whether it gives a value.
    var yields: Bool {
        if case .yield? = definition.body.statements.last?.kind { return true }
        return false
    }
}
