/// A parsed script, not yet checked.
public struct Script {
    public let source: SourceText
    /// What the parser found wrong.
    public let diagnostics: [Diagnostic]
    let statements: [Statement]
    /// What of the source is script, in order.
    private let parts: [Range<Int>]
    private let bytes: [UInt8]

    public init(_ source: SourceText) {
        self.init(source, bytes: source.bytes, parts: [0..<source.bytes.count])
    }

    /// Reads `parts` of the source one after another; `bytes` may have more of it blanked.
    init(_ source: SourceText, bytes: [UInt8], parts: [Range<Int>]) {
        self.source = source
        self.parts = parts
        self.bytes = bytes
        var statements: [Statement] = []
        var diagnostics: [Diagnostic] = []
        for part in parts {
            var parser = Parser(source, bytes: bytes, range: part)
            statements += parser.script()
            diagnostics += parser.diagnostics
        }
        self.statements = statements
        self.diagnostics = diagnostics
    }

    /// The script alone, without the prose of a note around it.
    public var text: String { parts.map { String(decoding: bytes[$0], as: UTF8.self) }.joined() }

    /// A statement as it was written, for whoever keeps what was run.
    public struct Written: Sendable {
        /// The comments that stand before it.
        public let comments: [String]
        public let text: String
        public let span: Span
    }

    /// The statements in order, `bds 1` left out.
    public var written: [Written] {
        var end = 0
        return statements.compactMap { statement in
            let gap = min(end, statement.range.lowerBound)..<statement.range.lowerBound
            let between = parts.map { String(decoding: bytes[$0.clamped(to: gap)], as: UTF8.self) }.joined()
            end = statement.range.upperBound
            if case .version = statement.kind { return nil }
            let lines = between.split(whereSeparator: \.isNewline).map { String($0).trimmed }
            return Written(
                comments: lines.filter { $0.hasPrefix("#") },
                text: String(decoding: bytes[statement.range], as: UTF8.self), span: Span(source, statement.range))
        }
    }

    /// Whether there is nothing to run: blank, or comments only.
    public var isEmpty: Bool { statements.isEmpty }
}

/// A script or module on its way through check and run: its tree, and what its words turned out to mean.
final class Program {
    let source: SourceText
    let statements: [Statement]
    /// A module has variables of its own; the main programs of a session share the session's.
    let isModule: Bool
    /// The commands that `def` made, own and imported.
    var definitions: [String: DefinedCommand] = [:]
    /// A module was not found, or a `def` not read: a name that is missing may be one of theirs.
    var isIncomplete = false
    /// What each command was bound to, by the offset of its first word.
    var bindings: [Int: Binding] = [:]
    /// By the name in `use`.
    var modules: [String: Program] = [:]
    /// A module's variables, once it has run.
    var variables: [String: Value] = [:]
    var hasRun = false

    init(_ script: Script, isModule: Bool) {
        self.source = script.source
        self.statements = script.statements
        self.isModule = isModule
    }

    func span(_ range: Range<Int>) -> Span { Span(source, range) }
}

/// A command made by `def`.
final class DefinedCommand {
    let definition: Definition
    let program: Program
    let parameters: [Parameter]

    init(_ definition: Definition, parameters: [Parameter], in program: Program) {
        self.definition = definition
        self.parameters = parameters
        self.program = program
    }

    var name: String { definition.name.text }

    /// Whether it gives a value.
    var yields: Bool {
        if case .yield? = definition.body.statements.last?.kind { return true }
        return false
    }
}
