import Language

extension Journal {
    /// The statements that ran, as a script; those that failed or were not reached as comments. What only the prompt
    /// knows is left out.
    /// - Parameter first: the entry to begin with, from 0.
    func script(since first: Int = 0) -> String {
        let entries = entries.dropFirst(first)
        var folder = entries.first?.folder
        var text = ""
        for entry in entries {
            var isRunning = false
            if case .running = entry.outcome { isRunning = true }
            // A text with mistakes, of which nothing ran.
            if !isRunning, entry.steps.allSatisfy({ $0.outcome == nil }) {
                text += Self.comment(entry.text, "failed")
                continue
            }
            for step in entry.steps where step.outcome != nil || !isRunning {
                guard let lines = Self.script(of: step) else { continue }
                // A script has no `cd`: its reader learns what the paths after it are relative to.
                if step.outcome != nil, step.folder != folder {
                    text += "# typed in \(step.folder)\n"
                    folder = step.folder
                }
                text += step.written.comments.map { $0 + "\n" }.joined() + lines
            }
        }
        return text
    }

    /// nil for what a script has no use for.
    private static func script(of step: Step) -> String? {
        let text = step.written.text
        switch step.outcome {
        case nil: return comment(text, "not run")
        case .failed?: return step.calls.contains(where: isForPrompt) ? nil : comment(text, "failed")
        case .interrupted?: return comment(text, "interrupted")
        case .running?, .done?: break
        }
        if step.calls.count == 1, let rename = Rename(step.calls[0]) { return "let \(rename.new) = $\(rename.old)\n" }
        if !step.calls.isEmpty, step.calls.allSatisfy({ isForPrompt($0) || isForSitting($0) }) { return nil }
        return step.calls.contains(where: isForPrompt) ? comment(text, "only at the prompt") : text + "\n"
    }

    private static func comment(_ text: String, _ why: String) -> String {
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
