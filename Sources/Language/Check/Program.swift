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

    init(_ script: Script, isModule: Bool) {
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
