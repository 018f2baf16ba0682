import Language

extension Journal {
    /// A part of a script that tells what was done.
    struct Part {
        let text: String
        /// The statement, where the text is one that is to run.
        let statement: String?

        init(_ text: String, statement: String? = nil) {
            self.text = text
            self.statement = statement
        }

        /// The same as a comment, with the reason.
        func left(out why: String) -> Part { Part(Journal.comment(statement ?? text, why)) }
    }

    /// The statements that ran, as parts of a script; those that failed or were not reached as comments. What only the
    /// prompt knows is left out.
    /// - Parameter first: the entry to begin with, from 0.
    func parts(since first: Int = 0) -> [Part] {
        let entries = entries.dropFirst(first)
        var folder = entries.first?.folder
        var parts: [Part] = []
        for entry in entries {
            var isRunning = false
            if case .running = entry.outcome { isRunning = true }
            // A text with mistakes, of which nothing ran.
            if !isRunning, entry.steps.allSatisfy({ $0.outcome == nil }) {
                parts.append(Part(Self.comment(entry.text, "failed")))
                continue
            }
            for step in entry.steps where step.outcome != nil || !isRunning {
                guard let part = Self.part(step) else { continue }
                // A script has no `cd`: its reader learns what the paths after it are relative to.
                if step.outcome != nil, step.folder != folder {
                    parts.append(Part("# typed in \(step.folder)\n"))
                    folder = step.folder
                }
                if !step.written.comments.isEmpty {
                    parts.append(Part(step.written.comments.map { $0 + "\n" }.joined()))
                }
                parts.append(part)
            }
        }
        return parts
    }

    /// nil for what a script has no use for.
    private static func part(_ step: Step) -> Part? {
        let text = step.written.text
        switch step.outcome {
        case nil: return Part(comment(text, "not run"))
        case .failed?: return step.calls.contains(where: isForPrompt) ? nil : Part(comment(text, "failed"))
        case .interrupted?: return Part(comment(text, "interrupted"))
        case .running?, .done?: break
        }
        if step.calls.count == 1, let rename = Rename(step.calls[0]) {
            let text = "let \(rename.new) = $\(rename.old)"
            return Part(text + "\n", statement: text)
        }
        if !step.calls.isEmpty, step.calls.allSatisfy({ isForPrompt($0) || isForSitting($0) }) { return nil }
        if step.calls.contains(where: isForPrompt) { return Part(comment(text, "only at the prompt")) }
        return Part(text + "\n", statement: text)
    }

    fileprivate static func comment(_ text: String, _ why: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
        return lines.map { "# \(why): \($0)\n" }.joined()
    }

    /// A script cannot have it.
    private static func isForPrompt(_ call: Call) -> Bool {
        CommandOrigin.least(forCommandsBeginning: call.signature.words.first ?? "") != .script
    }

    /// It says or ends something of the sitting alone.
    private static func isForSitting(_ call: Call) -> Bool {
        ["exit", "help", "handoff"].contains(call.signature.words.first)
    }
}

/// `rename $old to new`, as a call.
private struct Rename {
    let old: String
    let new: String

    init?(_ call: Call) {
        guard call.signature.words == ["rename"], let old = call.arguments["value"]?.variable,
            let new = call.arguments["to"]?.value.text
        else { return nil }
        (self.old, self.new) = (old, new)
    }
}
