/// What bds ends with: 0 to 255.
struct ExitStatus: RawRepresentable, Equatable {
    let rawValue: Int32

    static let done = ExitStatus(rawValue: 0)
    static let failed = ExitStatus(rawValue: 1)
    static let mistake = ExitStatus(rawValue: 2)
    /// The terminal went away: SIGHUP.
    static let hungUp = ExitStatus(rawValue: 129)
    /// Ctrl-C.
    static let interrupted = ExitStatus(rawValue: 130)
    /// Someone asked bds to end: SIGTERM.
    static let terminated = ExitStatus(rawValue: 143)

    /// What is said of a run that was stopped so.
    var word: String {
        switch self {
        case .hungUp: "hung up"
        case .terminated: "terminated"
        case .interrupted: "interrupted"
        default: ""
        }
    }
}
