import Display
import Language

/// `bds check FILE…`
enum Checking {
    /// Each file on its own; errors in any of them are exit status 2.
    static func run(_ paths: [String], asJSON: Bool) throws -> ExitStatus {
        var diagnostics: [Diagnostic] = []
        var status = ExitStatus.done
        for path in paths {
            let shell = Shell()
            let checked = shell.session.check(try Sources.script(path), as: .checkOnly)
            if checked.hasErrors { status = .mistake }
            if asJSON { diagnostics += checked.diagnostics } else { shell.report(checked.diagnostics) }
        }
        if asJSON { Standard.output(JSONText(diagnostics).text() + "\n") }
        return status
    }
}
