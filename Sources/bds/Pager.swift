import Foundation

/// `$PAGER`, which shows long results a screen at a time.
enum Pager {
    /// What stands in `$PAGER`; else less, which leaves colours as they are and short texts alone.
    private static var command: String {
        let chosen = ProcessInfo.processInfo.environment["PAGER"] ?? ""
        return chosen.allSatisfy(\.isWhitespace) ? "less -FRX" : chosen
    }

    /// - Returns: false when there is no such program: then nothing has been shown.
    static func show(_ text: String) -> Bool {
        guard let program = command.split(separator: " ").first, isThere(String(program)),
            let pipe = popen(command, "w")
        else { return false }
        // Who leaves the pager before the end has seen enough: what does not get through is no error.
        _ = text.withCString { fputs($0, pipe) }
        pclose(pipe)
        return true
    }

    private static func isThere(_ program: String) -> Bool {
        if program.contains("/") { return FileManager.default.isExecutableFile(atPath: program) }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
}
