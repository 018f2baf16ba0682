import JSON
import Language
import Results

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

/// Cells in rows under headers. The first column names the rows.
public struct Table: Sendable {
    /// Of a column.
    public enum Alignment: Sendable {
        case left
        case right
    }

    /// What stands above it.
    public let title: String?
    /// One a column.
    public let headers: [String]
    /// Cells as they are shown, one a column.
    public let rows: [[String]]
    /// One a column.
    public let alignments: [Alignment]
    /// What `rows` shows rounded, in full.
    let values: [[JSON]]

    /// - Parameter alignments: nil: the first column left, all others right.
    public init(title: String? = nil, headers: [String], rows: [[String]], alignments: [Alignment]? = nil) {
        self.init(
            title: title, headers: headers, rows: rows, alignments: alignments,
            values: rows.map { $0.map { .string($0) } })
    }

    /// - Parameters:
    ///   - alignments: nil: the first column left, all others right.
    ///   - values: of the shape of `rows`.
    init(title: String? = nil, headers: [String], rows: [[String]], alignments: [Alignment]? = nil, values: [[JSON]]) {
        self.title = title
        self.headers = headers
        self.rows = rows
        self.values = values
        self.alignments =
            alignments ?? headers.indices.map { $0 == 0 ? .left : .right }
    }
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
