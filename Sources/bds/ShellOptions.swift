import Foundation
import Language

/// What the command line says about the shell itself.
struct ShellOptions {
    var isQuiet = false
    var isVerbose = false
    var leavesOutInit = false
    var usesPager = false
    /// Whether a script goes on after a failure.
    var goesOn = false
    /// Batches computed at a time; nil for as many as the machine has.
    var threads: Int?

    /// - Returns: false when `word` is none of ours.
    mutating func take(_ word: String) throws -> Bool {
        switch word {
        case "--quiet": isQuiet = true
        case "--verbose": isVerbose = true
        case "--pager": usesPager = true
        case "--no-init": leavesOutInit = true
        case _ where word.hasPrefix("--threads="):
            guard let count = Int(word.dropFirst("--threads=".count)), (1...1024).contains(count) else {
                throw CommandLineError.missingValue("--threads=", "a number, 1 to 1024")
            }
            threads = count
        case "--on-error=stop": goesOn = false
        case "--on-error=continue": goesOn = true
        case _ where word.hasPrefix("--on-error"):
            throw CommandLineError.missingValue("--on-error=", "stop or continue")
        default: return false
        }
        return true
    }

    /// `init.bds` of the user's configuration; nil where there is none.
    /// - Throws: `FileAccessError`, `InvalidText`.
    func initialScript() throws -> Script? {
        if leavesOutInit { return nil }
        let path = UserFolder.configuration.appendingPathComponent("init.bds").path
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return Script(try Sources.file(path))
    }
}
