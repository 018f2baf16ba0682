import Display
import Files
import Foundation
import Language
import Runtime

/// `bds fmt FILE…`
enum Formatting {
    /// Files that cannot be read as scripts are left alone, with their first error.
    static func run(_ paths: [String], onlyCheck: Bool) throws -> ExitStatus {
        var status = ExitStatus.done
        for path in paths {
            let source = try Sources.file(path)
            let formatted: Language.Formatter.Output
            do {
                formatted =
                    Sources.isNote(path)
                    ? try Formatter.format(MarkdownNote(source), table: Runtime.table)
                    : try Formatter.format(source, table: Runtime.table)
            } catch {
                Standard.error(DiagnosticRenderer(Standard.errorStyle).render(error))
                status = .mistake
                continue
            }
            if Array(formatted.text.utf8) == source.bytes { continue }
            if onlyCheck {
                Standard.error("\(path) is not formatted; bds fmt \(path) does it\n")
                if status == .done { status = .failed }
            } else {
                try AtomicFile.write(formatted.text, to: URL(fileURLWithPath: path))
                let count = formatted.rewritten
                let rewritten = "; \(count) \(count == 1 ? "place" : "places") of bds 1 rewritten for bds 2"
                Standard.error("formatted \(path)\(count == 0 ? "" : rewritten)\n")
            }
        }
        return status
    }
}
