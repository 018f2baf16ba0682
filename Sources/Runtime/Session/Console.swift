import Language
import Tables

/// Where commands speak. They know no terminal: a shell, a test or a note writer stands behind this.
public protocol Console: AnyObject, Sendable {
    /// A result: standard output.
    func show(_ document: Document)
    /// A result that a pager may show where it is longer than the screen.
    func page(_ document: Document)
    /// What is merely told (loaded, saved, taken from the session): standard error.
    func tell(_ line: String)
    /// Something the user should know before trusting the outcome: standard error, marked.
    func warn(_ line: String)
    /// A failure that a run goes on after: standard error, with its place in the script.
    func report(_ failure: Diagnostic)
    /// A part of a long command is done ("seed 42"): said where no progress can be shown.
    func milestone(_ line: String)
    /// How far a long command is; nil when it is over. From any thread.
    func progress(_ progress: ProgressReport?)
}

extension Console {
    /// Without a pager, like any other result.
    public func page(_ document: Document) { show(document) }
    /// As a warning of one line.
    public func report(_ failure: Diagnostic) { warn(failure.oneLine) }
}

/// A result, free of any terminal's width or colours.
public enum Document: Sendable {
    case text(String)
    case table(Table)
    /// Tables that belong together.
    case tables([Table])
    case help(HelpTopic)
    case explanations([Explanation])
}

/// How far a long command is.
public struct ProgressReport: Sendable {
    /// What it does: "sampling v1 random_topp0.9_no_remask".
    public let activity: String
    /// Of `total`, in `unit`.
    public let done: Int
    /// All there is to do, in `unit`.
    public let total: Int
    /// What is counted: "steps".
    public let unit: String

    /// - Parameter unit: what is counted, in the plural.
    public init(activity: String, done: Int, total: Int, unit: String) {
        self.activity = activity
        self.done = done
        self.total = total
        self.unit = unit
    }
}
