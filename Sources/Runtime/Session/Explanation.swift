import Language

/// An error with all there is to say about it.
public struct Explanation: Sendable {
    public let diagnostic: Diagnostic
    /// What it means for what was typed.
    public let consequence: String
    /// The command it points into, and the argument; nil where it points elsewhere.
    public let command: CommandSignature?
    public let parameter: Parameter?

    init(_ diagnostic: Diagnostic, in table: SignatureTable) {
        self.diagnostic = diagnostic
        consequence =
            diagnostic.isMistake
            ? "This is a mistake in what was written. Such mistakes are looked for before anything runs."
            : "This went wrong while it ran. What ran before it stays done; what comes after it was not run."
        let source = diagnostic.span.source
        let line = source.range(ofLine: source.line(at: diagnostic.span.range.lowerBound))
        let before = source.text(line.lowerBound..<max(line.lowerBound, diagnostic.span.range.lowerBound))
        let beforeStage = before.split(separator: "|", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        let stage =
            beforeStage
            + source.text(diagnostic.span.range.lowerBound..<max(line.upperBound, diagnostic.span.range.lowerBound))
        var words = stage.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        if words.first == "let", let equals = words.firstIndex(of: "=") { words = words[(equals + 1)...] }
        command = table.commands.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
        let name = String(
            beforeStage.reversed().drop { $0 != "=" }.dropFirst().prefix { $0.isLetter || $0 == "_" }.reversed())
        let pointed = diagnostic.span.text.prefix { $0.isLetter || $0 == "_" }
        parameter = command?.parameters.first { $0.name == name || $0.name == pointed }
    }
}
