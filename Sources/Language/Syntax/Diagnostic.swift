/// What is wrong, as data: a case of an enum that stands beside the rule, and words itself there, once.
///
///     enum OperationProblem: Problem {
///         case divisionByZero
///         var message: String { switch self { case .divisionByZero: "division by zero" } }
///     }
public protocol Problem: Sendable {
    /// One line.
    var message: String { get }
    /// Other places that belong to it: the opener of an unclosed block, where a name was first given.
    var notes: [Diagnostic.Note] { get }
    /// What to do: a did-you-mean, the valid names.
    var hint: String? { get }
}

extension Problem {
    /// None unless a problem has some.
    public var notes: [Diagnostic.Note] { [] }
    /// None unless a problem has one.
    public var hint: String? { nil }
}

/// Something wrong with a script, as a value: a problem and where it is. `Display` renders it.
///
///     if case OperationProblem.divisionByZero = diagnostic.problem { … }
///     print(diagnostic.message, diagnostic.subject?.argument ?? "")
public struct Diagnostic: Error, Sendable {
    /// How bad it is: a script with an error does not run.
    public enum Severity: Sendable, Hashable {
        case error
        case warning
    }

    /// Another place that belongs to it: the opener of an unclosed block, the call that led into a module.
    public struct Note: Sendable {
        /// One line.
        public let message: String
        /// What is underlined; nil for what is merely said.
        public let span: Span?

        /// A note on a place, or on none.
        public init(_ message: String, at span: Span? = nil) {
            self.message = message
            self.span = span
        }
    }

    /// The command that something is about.
    public struct Subject: Sendable, Hashable {
        /// The bare words it begins with, at least those that name it: `["load", "checkpoint"]`.
        public let words: [String]
        /// The argument it is about; nil for the command as a whole.
        public let argument: String?

        /// A command's words, and one of its arguments.
        public init(_ words: [String], argument: String? = nil) {
            self.words = words
            self.argument = argument
        }
    }

    /// How bad it is.
    public let severity: Severity
    /// What is wrong.
    public let problem: any Problem
    /// What is underlined.
    public let span: Span
    /// How one came there: the rounds of loops, the calls that led into a `def` or a module, innermost first.
    public let trail: [Note]
    /// The command it is about; nil where it is about none.
    public let subject: Subject?
    /// True for a mistake in the script (exit status 2), false for a run that failed (1).
    public let isMistake: Bool

    /// A problem at a place.
    public init(
        _ severity: Severity = .error, _ problem: any Problem, at span: Span, trail: [Note] = [],
        subject: Subject? = nil, isMistake: Bool = true
    ) {
        self.severity = severity
        self.problem = problem
        self.span = span
        self.trail = trail
        self.subject = subject
        self.isMistake = isMistake
    }

    /// One line.
    public var message: String { problem.message }
    /// What to do: a did-you-mean, the valid names.
    public var hint: String? { problem.hint }
    /// The problem's own, then how one came there.
    public var notes: [Note] { problem.notes + trail }

    /// The same, one step further from where it arose.
    func noting(_ notes: [Note]) -> Diagnostic {
        Diagnostic(severity, problem, at: span, trail: trail + notes, subject: subject, isMistake: isMistake)
    }

    /// The same, about a command unless it is about one already.
    func about(_ subject: Subject?) -> Diagnostic {
        Diagnostic(severity, problem, at: span, trail: trail, subject: self.subject ?? subject, isMistake: isMistake)
    }
}

extension Diagnostic {
    /// "it fails (night.bds:12; with $eta = 0.4)": message and place, and how one came there.
    public var oneLine: String {
        func place(_ span: Span) -> String {
            "\(span.source.name):\(span.source.position(at: span.range.lowerBound).line)"
        }
        let way = notes.map { note in
            guard let span = note.span else { return note.message }
            let end = "here"
            return note.message.hasSuffix(end)
                ? note.message.dropLast(end.count) + "in \(place(span))" : "\(note.message) in \(place(span))"
        }
        return "\(message) (\(([place(span)] + way).joined(separator: "; ")))"
    }
}
