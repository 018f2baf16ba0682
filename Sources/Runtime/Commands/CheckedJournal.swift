import Language

extension Workspace {
    /// What was done since the entry `first`, as a script that a new session runs: it has been checked as one. What the
    /// prompt took and a script would not, such as a second `def` of one name, stands in it as a comment, and is told.
    /// - Parameter command: who asks, for the warning.
    func checkedScript(since first: Int = 0, for command: String) -> String {
        let version = "bds \(LanguageVersion.current.rawValue)\n"
        var parts = session.journal.parts(since: first)
        while true {
            let text = version + parts.map(\.text).joined()
            let source = SourceText(name: "script", text: text)
            let fresh = Session(
                host: Runtime(SessionState(console: SilentConsole(), modules: session.modules)),
                modules: session.modules)
            let errors = fresh.check(Script(source)).diagnostics.filter { $0.severity == .error }
            if errors.isEmpty { return text }
            // Where each part begins.
            var end = version.utf8.count
            var isChanged = false
            for index in parts.indices {
                let range = end..<end + parts[index].text.utf8.count
                end = range.upperBound
                guard let statement = parts[index].statement,
                    let error = errors.first(where: { $0.stands(in: range, of: source) })
                else { continue }
                console.warn(
                    "\(command): left out, as a script may not have it: \(statement.firstLine): \(error.message)")
                parts[index] = parts[index].left(out: "left out: \(error.message)")
                isChanged = true
            }
            if !isChanged {
                for error in errors { console.warn("\(command): the script has a mistake: \(error.message)") }
                return text
            }
        }
    }
}

extension Diagnostic {
    /// Whether it, or what led to it, stands there.
    fileprivate func stands(in range: Range<Int>, of source: SourceText) -> Bool {
        ([span] + notes.compactMap(\.span)).first { $0.source === source }
            .map { range.contains($0.range.lowerBound) } ?? false
    }
}

extension String {
    fileprivate var firstLine: String { split(whereSeparator: \.isNewline).first.map(String.init) ?? "" }
}

/// Where nobody listens.
private final class SilentConsole: Console {
    func show(_ document: Document) {}
    func tell(_ line: String) {}
    func warn(_ line: String) {}
    func milestone(_ line: String) {}
    func progress(_ progress: ProgressReport?) {}
}
