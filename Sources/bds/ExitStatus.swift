/// What bds ends with.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    case mistake = 2
    /// The terminal went away, or someone asked the prompt to leave.
    case hungUp = 129
    case interrupted = 130
}
