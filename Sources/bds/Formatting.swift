import Display
import Files
import Foundation
import Language

/// `bds fmt FILE…`
enum Formatting {
    /// Files that cannot be read as scripts are left alone, with their first error.
    static func run(_ paths: [String], onlyCheck: Bool) throws -> ExitStatus {
        var status = ExitStatus.done
        for path in paths {
            let source = try Sources.file(path)
            let text: String
            do {
                text = try Formatter.format(source)
            } catch {
                Standard.error(DiagnosticRenderer(Standard.errorStyle).render(error))
                status = .mistake
                continue
            }
            if Array(text.utf8) == source.bytes { continue }
            if onlyCheck {
                Standard.error("\(path) is not formatted; bds fmt \(path) does it\n")
                if status == .done { status = .failed }
            } else {
                try AtomicFile.write(text, to: URL(fileURLWithPath: path))
                Standard.error("formatted \(path)\n")
            }
        }
        return status
    }
}
