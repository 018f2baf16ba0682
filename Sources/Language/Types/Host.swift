/// A command with its arguments, typed and complete as far as the language can make them.
public struct Call: Sendable {
    /// Where an argument came from.
    public enum Origin: Sendable, Hashable {
        case written
        case piped
        /// Taken from the session; the host is told so by `CommandHost.tell`.
        case session
        case byDefault
    }

    public struct Argument: Sendable {
        public let value: Value
        public let origin: Origin
        /// Where it stands in the source, when it was written.
        public let span: Span?
        /// The variable it was written or taken as, without `$`, for messages and provenance.
        public let variable: String?

        public init(value: Value, origin: Origin, span: Span? = nil, variable: String? = nil) {
            self.value = value
            self.origin = origin
            self.span = span
            self.variable = variable
        }
    }

    public let signature: CommandSignature
    /// By parameter name. Absent: those whose absence is `.decided`, or `.sessionIfAny` with nothing in the session.
    public let arguments: [String: Argument]
    /// The whole command in the source.
    public let span: Span
    /// The source text of the command as written, for provenance.
    public let text: String

    public init(signature: CommandSignature, arguments: [String: Argument], span: Span, text: String) {
        self.signature = signature
        self.arguments = arguments
        self.span = span
        self.text = text
    }
}

/// Why a command could not do its work: one line, said to the user at the place it points to.
public struct CommandFailure: Error, Sendable {
    public let message: String
    /// The parameter it is about; its place in the source is underlined. nil: the whole command.
    public let parameter: String?
    /// What to do about it.
    public let hint: String?
    /// True for a wrong script (exit status 2), false for a run that failed (1).
    public let isMistake: Bool

    public init(_ message: String, about parameter: String? = nil, hint: String? = nil, isMistake: Bool = false) {
        self.message = message
        self.parameter = parameter
        self.hint = hint
        self.isMistake = isMistake
    }
}

/// Thrown through a running script by Ctrl-C.
public struct Interrupted: Error, Sendable {
    public init() {}
}

/// Who runs the commands. The language hands over typed calls and gets typed values back.
public protocol CommandHost: AnyObject {
    var table: SignatureTable { get }

    /// Runs one command. Throws `CommandFailure` or `Interrupted`.
    func run(_ call: Call, in environment: inout Environment) throws -> Value

    /// Prints the value of an expression that stands as a statement, and of `print`: standard output.
    func show(_ values: [Value])

    /// Whether a failure that no `try` catches is reported and the run goes on with what comes after it.
    var goesOn: Bool { get }

    /// Something failed, and the script goes on.
    /// - Parameter isExpected: it failed in a `try`; else the run has failed, whatever else it does.
    func letPass(_ failure: Diagnostic, isExpected: Bool)

    /// What is merely told ("sample: using $v1"): standard error.
    func tell(_ message: String)

    /// A fresh forecaster: what a whole-script check knows about the commands' effects.
    func makeForecaster() -> any Forecaster

    /// Called between statements and in loops that run no command: throws `Interrupted` after Ctrl-C.
    func checkInterruption() throws
}

extension CommandHost {
    public func checkInterruption() throws {}
}

/// Walks through a script's commands in order without running them: what would each need, make and write?
public protocol Forecaster: AnyObject {
    func forecast(_ call: ForecastCall) -> Forecast
}

/// A command in a script that is being checked: argument values as far as they are known before the run.
public struct ForecastCall: Sendable {
    public enum Argument: Sendable {
        case known(Value)
        case unknown(ValueType)
    }

    public let signature: CommandSignature
    /// As in `Call.arguments`.
    public let arguments: [String: Argument]
    /// Where each written argument stands.
    public let spans: [String: Span]
    public let span: Span
    /// The branch that it stands in where that may not run, so that its effects are only possible: "if $e.n > 3",
    /// "else of $e.n > 3"; nil where it runs for certain.
    public let branch: String?
    public var isConditional: Bool { branch != nil }
    /// True when something before could not be understood, so that what exists by now is not certain: a "nothing
    /// makes this file" would be a follow-up error.
    public let isUncertain: Bool

    public init(
        signature: CommandSignature, arguments: [String: Argument], spans: [String: Span], span: Span,
        branch: String? = nil, isUncertain: Bool = false
    ) {
        self.signature = signature
        self.arguments = arguments
        self.spans = spans
        self.span = span
        self.branch = branch
        self.isUncertain = isUncertain
    }
}

/// What a check learns about one command.
public struct Forecast: Sendable {
    public struct Finding: Sendable {
        public let isError: Bool
        public let message: String
        public let parameter: String?
        public let hint: String?

        public init(isError: Bool, _ message: String, about parameter: String? = nil, hint: String? = nil) {
            self.isError = isError
            self.message = message
            self.parameter = parameter
            self.hint = hint
        }
    }

    public var findings: [Finding]
    /// The object it would yield as far as it is known (a checkpoint's header, samples not yet drawn).
    public var result: (any ObjectValue)?
    /// What it would yield, where these arguments tell more than the signature; nil where they do not.
    public var type: ValueType?

    public init(findings: [Finding] = [], result: (any ObjectValue)? = nil, type: ValueType? = nil) {
        self.findings = findings
        self.result = result
        self.type = type
    }
}

extension CommandHost {
    public var goesOn: Bool { false }

    /// Told like anything else, unless the host does more.
    public func letPass(_ failure: Diagnostic, isExpected: Bool) { tell("failed, and goes on: \(failure.oneLine)") }
}
