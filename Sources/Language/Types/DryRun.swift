/// Walks through a script's commands in order without running them: what would each need, make and write?
public protocol DryRunner: AnyObject {
    func dryRun(_ call: PlannedCall) -> DryRun
}

/// A command in a script that is being checked: argument values as far as they are known before the run.
public struct PlannedCall: Sendable {
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
public struct DryRun: Sendable {
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
