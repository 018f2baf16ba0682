/// What bds ends with.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    case mistake = 2
    /// The terminal went away: SIGHUP.
    case hungUp = 129
    /// Ctrl-C.
    case interrupted = 130
    /// Someone asked bds to end: SIGTERM.
    case terminated = 143

    /// What is said of a run that was stopped so.
    var word: String {
        switch self {
        case .hungUp: "hung up"
        case .terminated: "terminated"
        case .interrupted: "interrupted"
        case .done, .failed, .mistake: ""
        }
    }
}
