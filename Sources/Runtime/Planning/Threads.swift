import Language

extension Parameter {
    /// Of every command that computes on several threads.
    static let threads = Parameter(
        "threads", .int, absent: .decided("as set"), "batches computed at a time; changes no result")
}

/// How many threads there may be.
enum Threads {
    static let range = 1...1024

    /// What is wrong with a value known before the run; nil when nothing is.
    static func problem(_ arguments: PlannedArguments) -> DryRun? {
        arguments.problem("threads", in: range)
    }
}
