import Foundation

/// What holds for a whole session.
public struct Preferences: Sendable {
    /// Batches computed at a time where a command is not told otherwise; changes no result.
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    /// Whether each command's duration is told.
    public var timing = false
    /// How tables are printed where a command is not told otherwise.
    public var format = TableFormat.table
    /// Where samples and results lie.
    var results = ResultsFolder()
    /// Whether a script goes on after a failure.
    public var goesOn = false
    /// Whether what is longer than the screen goes through `$PAGER`.
    public var pager = false

    /// What holds where nothing was set.
    public init() {}
}
