import Language

/// An error with all there is to say about it.
public struct Explanation: Sendable {
    /// What went wrong.
    public let diagnostic: Diagnostic
    /// What it means for what was typed.
    public let consequence: String
    /// The command it is about; nil where it is about none.
    public let command: CommandSignature?
    /// The argument of it.
    public let parameter: Parameter?

    init(_ diagnostic: Diagnostic, in table: SignatureTable) {
        self.diagnostic = diagnostic
        consequence =
            diagnostic.isMistake
            ? "This is a mistake in what was written. Such mistakes are looked for before anything runs."
            : "This went wrong while it ran. What ran before it stays done; what comes after it was not run."
        let subject = diagnostic.subject
        command = subject.flatMap { table.command(beginning: $0.words) }
        parameter = command?.parameters.first { $0.name == subject?.argument }
    }
}
