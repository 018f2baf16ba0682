import Display
import JSON
import Language
import Runtime

/// `bds check FILE…`, `bds check FILE ARGUMENT…`
enum Checking {
    /// Each file on its own; errors in any of them are exit status 2.
    static func run(_ paths: [String], _ settings: ScriptSettings, asJSON: Bool) throws -> ExitStatus {
        var diagnostics: [Diagnostic] = []
        var status = ExitStatus.done
        for path in paths {
            let shell = Shell()
            let script = try Sources.script(path)
            let checked = shell.session.check(script, settings: settings, as: .checkOnly)
            if checked.hasErrors { status = .mistake }
            // What a handoff note records, beside what it runs.
            if path.hasSuffix(".md"), !asJSON {
                let recorded = RecordedFile.all(in: String(decoding: script.source.bytes, as: UTF8.self))
                let problems = recorded.compactMap { $0.problem() }
                for problem in problems { Standard.error("\(path): \(problem)\n") }
                if !problems.isEmpty, status == .done { status = .failed }
                if !recorded.isEmpty, problems.isEmpty {
                    Standard.error("\(path): \(recorded.count) recorded files are as they were\n")
                }
            }
            if asJSON { diagnostics += checked.diagnostics } else { shell.report(checked.diagnostics) }
        }
        if asJSON { Standard.output(JSON(diagnostics).text(.readable) + "\n") }
        return status
    }
}
