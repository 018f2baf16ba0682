/// One sitting: what is bound and defined, kept from line to line at the prompt, for the length of a script else.
///
///     let session = Session(host: host, modules: loader)
///     let checked = session.check(Script(source))
///     if checked.hasErrors { … render checked.diagnostics … } else { try session.run(checked) }
public final class Session {
    /// Who runs the commands.
    public let host: any CommandHost
    /// Where `use` finds modules.
    public let modules: any ModuleLoader
    /// Variables, and the last object of each type.
    public var environment = Environment()
    /// The commands that `def` made and `use` brought.
    private(set) var definitions: [String: DefinedCommand] = [:]
    /// The variables that hold what varies from day to day.
    private var varying: Set<String> = []
    let index: CommandIndex

    /// A sitting in which nothing has been done.
    public init(host: any CommandHost, modules: any ModuleLoader = NoModules()) {
        self.host = host
        self.modules = modules
        self.index = CommandIndex(host.table)
    }

    /// Where a text comes from, as far as a check cares.
    public enum Purpose: Sendable {
        /// A whole script about to run.
        case script
        /// A line of the prompt, which may leave unused what later lines use.
        case prompt
        /// A script that will not run now: its `param`s need no values.
        case checkOnly
    }

    /// Everything that can be said of a script without running it, from where the session stands now.
    public func check(_ script: Script, settings: ScriptSettings = .init(), as purpose: Purpose = .script)
        -> CheckedScript
    {
        var linker = Linker(index: index, loader: modules, session: definitions)
        let program = linker.link(script)
        let settings = CheckedSettings(settings, isCheckOnly: purpose == .checkOnly)
        let checker = Checker(
            index: index, dryRunner: host.makeDryRunner(), settings: settings, program: program,
            environment: environment, varying: varying, atPrompt: purpose == .prompt)
        linker.diagnostics.forEach(checker.report)
        settings.problems(in: program).forEach(checker.report)
        checker.walkProgram(program)
        return CheckedScript(
            diagnostics: checker.finish(), program: program, settings: settings, varying: checker.varyingNames)
    }

    /// Runs a script that was checked.
    ///
    /// Throws a `Diagnostic` at the first failure (`isMistake` tells a wrong script from a failed run), `Interrupted`
    /// as the host threw it. What was done before stays done.
    public func run(_ checked: CheckedScript) throws {
        if let error = checked.diagnostics.first(where: { $0.severity == .error }) { throw error }
        definitions.merge(checked.program.definitions) { $1 }
        varying = checked.varying
        let interpreter = Interpreter(session: self, program: checked.program, settings: checked.settings)
        try interpreter.runMain()
    }
}

/// A script with all that its check found; runs if it has no errors.
public struct CheckedScript {
    /// Errors and warnings, in source order.
    public let diagnostics: [Diagnostic]
    let program: Program
    let settings: CheckedSettings
    let varying: Set<String>

    /// Whether it must not run.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
