import Foundation

/// Where a user's own files lie, by the XDG Base Directory Specification.
enum UserFolder {
    /// `$XDG_CONFIG_HOME/bds`, which is `~/.config/bds` where that is not set.
    static var configuration: URL { folder("XDG_CONFIG_HOME", else: ".config") }

    /// `$XDG_STATE_HOME/bds`, which is `~/.local/state/bds` where that is not set.
    static var state: URL { folder("XDG_STATE_HOME", else: ".local/state") }

    private static func folder(_ variable: String, else usual: String) -> URL {
        let environment = ProcessInfo.processInfo.environment
        // Paths that are not absolute are to be ignored, says the specification.
        let set = environment[variable].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil }
        let home = URL(fileURLWithPath: environment["HOME"] ?? NSHomeDirectory())
        return (set ?? home.appendingPathComponent(usual)).appendingPathComponent("bds")
    }
}
