import Language
import Synchronization

/// Where one command shows and tells: tables in the format it was asked for, and what is shown kept for the journal.
final class CommandOutput: Console {
    private let console: any Console
    let format: TableFormat
    /// Whether long results go through a pager, where there is one.
    private let isPaged: Bool
    private let kept = Mutex<[Document]>([])

    init(_ console: any Console, format: TableFormat = .table, isPaged: Bool = false) {
        self.console = console
        self.format = format
        self.isPaged = isPaged
    }

    /// What was shown so far, in order.
    var shown: [Document] { kept.withLock { $0 } }

    func show(_ document: Document) {
        let document = document.formatted(format)
        kept.withLock { $0.append(document) }
        if isPaged { console.page(document) } else { console.show(document) }
    }

    func tell(_ line: String) { console.tell(line) }
    func warn(_ line: String) { console.warn(line) }
    func report(_ failure: Diagnostic) { console.report(failure) }
    func milestone(_ line: String) { console.milestone(line) }
    func progress(_ progress: ProgressReport?) { console.progress(progress) }
}

extension Document {
    fileprivate func formatted(_ format: TableFormat) -> Document {
        switch self {
        case .table(let table): format.text([table]).map { .text($0) } ?? self
        case .tables(let tables): format.text(tables).map { .text($0) } ?? self
        default: self
        }
    }
}
