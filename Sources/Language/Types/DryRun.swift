/// Walks through a script's commands in order without running them: what would each need, make and write?
public protocol DryRunner: AnyObject {
    func dryRun(_ call: PlannedCall) -> DryRun
}

/// A command in a script that is being checked: argument values as far as they are known before the run.
public struct PlannedCall: Sendable {
    /// What is known of a value before the run.
    public enum Argument: Sendable {
        case known(Value)
        case unknown(ValueType)
    }

    /// The command.
    public let signature: CommandSignature
    /// As in `Call.arguments`.
    public let arguments: [String: Argument]
    /// Where each argument that is written stands; of one piped in, the command's words.
    public let spans: [String: Span]
    /// The arguments that are written as a variable, by its name without `$`.
    public let variables: [String: String]
    /// The names that are bound where the command stands.
    public let names: Set<String>
    /// The whole command in the source.
    public let span: Span
    /// The branch that it stands in where that may not run, so that its effects are only possible: "if $e.n > 3",
    /// "else of $e.n > 3"; nil where it runs for certain.
    public let branch: String?
    /// Whether it may not run at all.
    public var isConditional: Bool { branch != nil }
    /// True when something before could not be understood, so that what exists by now is not certain: a "nothing
    /// makes this file" would be a follow-up error.
    public let isUncertain: Bool

    /// As the checker makes it.
    public init(
        signature: CommandSignature, arguments: [String: Argument], spans: [String: Span], span: Span,
        variables: [String: String] = [:], names: Set<String> = [], branch: String? = nil, isUncertain: Bool = false
    ) {
        self.signature = signature
        self.arguments = arguments
        self.spans = spans
        self.span = span
        self.variables = variables
        self.names = names
        self.branch = branch
        self.isUncertain = isUncertain
    }
}

/// What a check learns about one command.
///
///     if !exists(path) { return DryRun(findings: [.init(isError: true, "there is no file \(path)", about: "path")]) }
///     return DryRun(result: header)    // what later commands can be checked against
public struct DryRun: Sendable {
    /// Something that running would stumble over, in the host's words.
    public struct Finding: Problem {
        /// False: a warning.
        public let isError: Bool
        /// One line.
        public let message: String
        /// The argument it is about; its place in the source is underlined. nil: the whole command.
        public let parameter: String?
        /// What to do about it.
        public let hint: String?

        /// In the command's own words.
        public init(isError: Bool, _ message: String, about parameter: String? = nil, hint: String? = nil) {
            self.isError = isError
            self.message = message
            self.parameter = parameter
            self.hint = hint
        }
    }

    /// Errors keep a script from running; in a `try` they are warnings.
    public var findings: [Finding]
    /// The object it would yield as far as it is known (a checkpoint's header, samples not yet drawn).
    public var result: (any ObjectValue)?
    /// What it would yield, where that is known whole and is no object; nil where it is not.
    public var value: Value?
    /// What it would yield, where these arguments tell more than the signature; nil where they do not.
    public var type: ValueType?
    /// The variable it would take away, without `$`.
    public var forgotten: String?

    /// Nothing to say unless given.
    public init(
        findings: [Finding] = [], result: (any ObjectValue)? = nil, value: Value? = nil, type: ValueType? = nil,
        forgotten: String? = nil
    ) {
        self.value = value
        self.findings = findings
        self.result = result
        self.type = type
        self.forgotten = forgotten
    }
}
