/// Who runs the commands. The language hands over typed calls and gets typed values back.
///
///     func run(_ call: Call, in environment: inout Environment) throws -> Value {
///         guard case .int(let n)? = call.arguments["n"]?.value else { return .none }
///         if n < 1 { throw CommandFailure("n begins at 1", about: "n") }
///         return .object(Samples(count: n))
///     }
public protocol CommandHost: AnyObject {
    var table: SignatureTable { get }

    /// Runs one command. Throws `CommandFailure` or `Interrupted`.
    func run(_ call: Call, in environment: inout Environment) throws -> Value

    /// Prints the value of an expression that stands as a statement, and of `print`: standard output.
    func show(_ values: [Value])

    /// A statement of the text itself begins, not one within a block, a `def` or a module.
    func begin(_ statement: Span)

    /// Whether a failure that no `try` catches is reported and the run goes on with what comes after it.
    var goesOn: Bool { get }

    /// Something failed, and the script goes on.
    /// - Parameter isExpected: it failed in a `try`; else the run has failed, whatever else it does.
    func letPass(_ failure: Diagnostic, isExpected: Bool)

    /// What is merely told ("sample: using $v1"): standard error.
    func tell(_ message: String)

    /// A fresh dry runner: what a whole-script check knows about the commands' effects.
    func makeDryRunner() -> any DryRunner

    /// Called between statements and in loops that run no command: throws `Interrupted` after Ctrl-C.
    func checkInterruption() throws
}

extension CommandHost {
    /// Nothing interrupts, unless the host does more.
    public func checkInterruption() throws {}
    /// Nothing to do for such a host.
    public func begin(_ statement: Span) {}
}

extension CommandHost {
    /// The first failure ends a run, unless the host goes on.
    public var goesOn: Bool { false }

    /// Told like anything else, unless the host does more.
    public func letPass(_ failure: Diagnostic, isExpected: Bool) { tell("failed, and goes on: \(failure.oneLine)") }
}
