/// Walks through a whole script without running it, with the values that are known: loops over known lists and ranges
/// are gone through one by one, commands are dry-run by the host, and every mistake is collected.
///
/// Loops of more than `iterationLimit` runs, and whatever comes after `stepLimit` statements, are gone through once
/// with their variables unknown. See <doc:CheckBeforeRun>.
final class Checker {
    static let iterationLimit = 1_000
    static let stepLimit = 50_000
    /// `def`s calling `def`s.
    static let callLimit = 16

    let index: CommandIndex
    let dryRunner: any DryRunner
    let settings: CheckedSettings
    let atPrompt: Bool

    // Where the walk is.
    var program: Program
    /// The variables of the blocks around, outermost first; below them lie the program's own.
    var blocks: [[String: CheckedVariable]] = []
    /// The variables outside every block, by program.
    var globals: [ObjectIdentifier: [String: CheckedVariable]] = [:]
    /// The calls that led here, outermost first.
    var calls: [Call] = []
    /// The loops around, with their variable's value, for messages.
    var iterations: [(name: String, value: Value)] = []
    /// The branches around that may not run, outermost first, as `PlannedCall.branch` has them.
    var branches: [String] = []
    /// Inside a branch that the known values never reach: only names and types count.
    var isDead = false
    /// Inside a `try`, which goes on where a run fails: what a dry run finds there is a warning.
    var isTrying = false
    /// How many branches lay around the body of that `try`, itself included.
    var tryDepth = 0
    /// Something before was not understood, so what the session holds is not certain.
    var isUncertain = false
    /// The command that is walked, and its argument.
    var subject: Diagnostic.Subject?
    /// Whether what varies from day to day may stand here.
    var mayVary = false
    /// Whether what was evaluated last holds such a value.
    var hasVaried = false
    /// Loops over such values, by the place of their variable.
    var varyingLoops: Set<Int> = []
    var steps = 0

    // What has been learned.
    var latest: [String: CheckedLatest] = [:]
    private(set) var diagnostics: [(key: (Int, Int), diagnostic: Diagnostic)] = []
    private var reported: Set<Place> = []
    var unknownNames: Set<String> = []
    /// Variables of the main program by origin.
    var declared: [Int: Name] = [:]
    var used: Set<Int> = []
    /// Names that a block bound and took with it, for the message when they are used outside.
    var outOfScope: [String: Range<Int>] = [:]
    /// Branches that are not reached and have been checked for that.
    var checkedDead: Set<Place> = []
    var definitionsWalked: Set<ObjectIdentifier> = []
    /// The words and texts that are written as values, not merely compared with.
    var mentioned: Set<String> = []
    /// Variables outside every block that a branch which may not run takes away.
    var perhapsForgotten: Set<String> = []
    var doubted: [DoubtedWord] = []
    /// What `use … with` gives the params of modules.
    var moduleSettings: [ObjectIdentifier: [String: (value: StaticValue, span: Span)]] = [:]

    struct Call {
        let callee: String
        /// nil: its body is walked where it stands, for no call.
        let span: Span?
        let definition: ObjectIdentifier
    }

    struct Place: Hashable {
        let source: ObjectIdentifier
        let range: Range<Int>
        var text = ""
    }

    init(
        index: CommandIndex, dryRunner: any DryRunner, settings: CheckedSettings, program: Program,
        environment: Environment, varying: Set<String> = [], atPrompt: Bool
    ) {
        self.index = index
        self.dryRunner = dryRunner
        self.settings = settings
        self.program = program
        self.atPrompt = atPrompt
        globals[ObjectIdentifier(program)] = Dictionary(
            uniqueKeysWithValues: environment.variables.map { name, value in
                (name, CheckedVariable(value: .known(value), origin: nil, varies: varying.contains(name)))
            })
        for (type, entry) in environment.latest {
            latest[type] = CheckedLatest(
                order: entry.order, name: entry.name, value: .known(.object(entry.value)))
        }
        mainProgram = program
    }

    let mainProgram: Program

    /// All there is to say, in source order; what lies in a module or a `def` stands where it was called.
    func finish() -> [Diagnostic] {
        warnOfDoubtedWords()
        warnOfUnused()
        return diagnostics.enumerated().sorted {
            ($0.element.key.0, $0.element.key.1, $0.offset) < ($1.element.key.0, $1.element.key.1, $1.offset)
        }.map(\.element.diagnostic)
    }

    // MARK: Reporting

    func report(_ diagnostic: Diagnostic) {
        let span = diagnostic.span
        let isError = diagnostic.severity == .error
        // One error a place; warnings by what they say.
        let place = Place(
            source: ObjectIdentifier(span.source), range: span.range, text: isError ? "" : diagnostic.message)
        guard reported.insert(place).inserted else { return }
        let around = calls.reversed().compactMap { call in
            call.span.map { Diagnostic.Note("in `\(call.callee)`, called here", at: $0) }
        }
        let diagnostic = diagnostic.noting(around)
        // Where in the main program it belongs: its own place, or that of the call or `use` that led to it.
        let places = [span] + diagnostic.notes.compactMap(\.span)
        let outer = places.last { $0.source === mainProgram.source }?.range.lowerBound ?? -1
        diagnostics.append(
            (
                (
                    span.source === mainProgram.source && calls.isEmpty ? span.range.lowerBound : outer,
                    span.range.lowerBound
                ),
                diagnostic
            ))
    }

    func error(_ problem: ScriptProblem, _ range: Range<Int>) {
        report(Diagnostic(.error, problem, at: program.span(range), subject: subject))
    }

    func error(_ problem: CommandProblem, _ range: Range<Int>) {
        report(Diagnostic(.error, problem, at: program.span(range), subject: subject))
    }

    func error(_ problem: OperationProblem, _ range: Range<Int>, trail: [Diagnostic.Note] = []) {
        report(Diagnostic(.error, problem, at: program.span(range), trail: trail, subject: subject))
    }

    func warn(_ problem: ScriptProblem, _ range: Range<Int>) {
        report(Diagnostic(.warning, problem, at: program.span(range), subject: subject))
    }

    func place(_ range: Range<Int>) -> Place { Place(source: ObjectIdentifier(program.source), range: range) }

    /// "with $eta = 0.4": which run of the loops around it was.
    func iterationNotes() -> [Diagnostic.Note] {
        guard !iterations.isEmpty else { return [] }
        let values = iterations.map { "$\($0.name) = \($0.value.literal)" }.joined(separator: ", ")
        return [.init("with \(values)")]
    }

    // MARK: Variables

    /// Whose variables lie below the blocks: a module's own, or the session's, which all lines of a prompt share.
    var scope: ObjectIdentifier { ObjectIdentifier(program.isModule ? program : mainProgram) }

    func variable(_ name: String) -> CheckedVariable? {
        for block in blocks.reversed() {
            if let variable = block[name] { return variable }
        }
        return globals[scope]?[name]
            ?? program.variables[name].map { CheckedVariable(value: .known($0), origin: nil) }
            ?? (name == Grammar.here ? CheckedVariable(value: .known(.string(program.here)), origin: nil) : nil)
    }

    /// A command takes a variable of the session away, and with it what the session would take for it.
    ///
    /// - Parameter isCertain: false in a branch that may not run: what uses it after that may find nothing.
    func forget(_ name: String, isCertain: Bool) {
        guard isCertain else {
            perhapsForgotten.insert(name)
            return
        }
        globals[scope]?[name] = nil
        for (type, last) in latest where last.name == name { latest[type] = nil }
    }

    /// - Parameter varies: see `CheckedVariable`.
    func bind(_ name: Name, _ value: StaticValue, varies: Bool = false) {
        let isMain = program === mainProgram
        if isMain { declared[name.range.lowerBound] = name }
        let variable = CheckedVariable(
            value: isDead ? value.forgotten : value, origin: isMain ? name.range.lowerBound : nil,
            varies: varies)
        if blocks.isEmpty {
            perhapsForgotten.remove(name.text)
            globals[scope, default: [:]][name.text] = variable
        } else {
            blocks[blocks.count - 1][name.text] = variable
        }
    }

    /// Evaluates what may vary; says whether it does.
    func noticing(_ body: () -> StaticValue) -> (value: StaticValue, varies: Bool) {
        let around = (mayVary, hasVaried)
        (mayVary, hasVaried) = (true, false)
        let value = body()
        let varies = hasVaried
        (mayVary, hasVaried) = around
        return (value, varies)
    }

    /// Something that varies stands here.
    func notice(_ text: String, _ range: Range<Int>) -> Bool {
        hasVaried = true
        if !mayVary { error(.varies(text), range) }
        return mayVary
    }

    /// The session's variables that vary.
    var varyingNames: Set<String> {
        Set((globals[ObjectIdentifier(mainProgram)] ?? [:]).filter { $0.value.varies }.keys)
    }

    var visibleNames: [String] {
        var names = Set(globals[scope].map { Array($0.keys) } ?? [])
        names.formUnion(program.variables.keys)
        for block in blocks { names.formUnion(block.keys) }
        return names.sorted()
    }

    /// Runs `body` in a block of its own; what the block bound ends with it.
    func inBlock<T>(_ body: () -> T) -> T {
        blocks.append([:])
        let result = body()
        for (name, variable) in blocks.removeLast() {
            if let origin = variable.origin { outOfScope[name] = origin..<origin + name.utf8.count }
        }
        return result
    }

    private func warnOfUnused() {
        // Where something is wrong, what seems unused may be used in what was not understood.
        guard !atPrompt, !diagnostics.contains(where: { $0.diagnostic.severity == .error }) else { return }
        for (origin, name) in declared where !used.contains(origin) && !name.text.hasPrefix("_") {
            report(
                Diagnostic(.warning, ScriptProblem.unused(name.text), at: mainProgram.span(name.range)))
        }
    }
}
