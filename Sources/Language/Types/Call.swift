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

    /// A value on its way to a command.
    public struct Argument: Sendable {
        /// Of the parameter's type.
        public let value: Value
        /// Where it came from.
        public let origin: Origin
        /// Where it stands in the source, when it was written.
        public let span: Span?
        /// The variable it was written or taken as, without `$`, for messages and provenance.
        public let variable: String?

        /// A value that is of its parameter's type.
        public init(value: Value, origin: Origin, span: Span? = nil, variable: String? = nil) {
            self.value = value
            self.origin = origin
            self.span = span
            self.variable = variable
        }
    }

    /// The command.
    public let signature: CommandSignature
    /// By parameter name. Absent: those whose absence is `.decided`, or `.sessionIfAny` with nothing in the session.
    public let arguments: [String: Argument]
    /// The whole command in the source.
    public let span: Span
    /// The source text of the command as written, for provenance.
    public let text: String

    /// As the interpreter makes it.
    public init(signature: CommandSignature, arguments: [String: Argument], span: Span, text: String) {
        self.signature = signature
        self.arguments = arguments
        self.span = span
        self.text = text
    }
}

/// Why a command could not do its work: one line, said to the user at the place it points to.
public struct CommandFailure: Error, Problem {
    /// One line.
    public let message: String
    /// The parameter it is about; its place in the source is underlined. nil: the whole command.
    public let parameter: String?
    /// What to do about it.
    public let hint: String?
    /// True for a wrong script (exit status 2), false for a run that failed (1).
    public let isMistake: Bool

    /// In the command's own words.
    public init(_ message: String, about parameter: String? = nil, hint: String? = nil, isMistake: Bool = false) {
        self.message = message
        self.parameter = parameter
        self.hint = hint
        self.isMistake = isMistake
    }
}

/// Thrown through a running script by Ctrl-C.
public struct Interrupted: Error, Sendable {
    /// Nothing to tell.
    public init() {}
}
