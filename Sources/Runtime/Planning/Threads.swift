import Language

extension Parameter {
    /// Of every command that computes on several threads.
    static let threads = Parameter(
        "threads", .int, absent: .decided("as set"), "batches computed at a time; changes no result")
}

/// How many threads there may be.
enum Threads {
    static let range = 1...1024
}
