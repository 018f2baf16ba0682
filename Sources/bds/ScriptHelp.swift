import Display
import Language

/// What `bds help FILE` and `bds FILE --help` show: what a script says of itself, and its `param`s.
struct ScriptHelp {
    private let script: Script
    private let path: String

    init(_ script: Script, path: String) {
        self.script = script
        self.path = path
    }

    var text: String {
        let style = Standard.outputStyle
        let parameters = script.parameters
        let words = parameters.map { parameter in
            let name = parameter.name.uppercased() + (parameter.takesRest ? "…" : "")
            return parameter.fallback == nil && !parameter.takesRest ? name : "[\(name)]"
        }
        var text = style.paint((["bds", path] + words).joined(separator: " "), .bold) + "\n"
        if !script.introduction.isEmpty {
            text +=
                "\n"
                + script.introduction.split(separator: "\n", omittingEmptySubsequences: false).map {
                    $0.isEmpty ? "\n" : "  \($0)\n"
                }.joined()
        }
        if parameters.isEmpty { return text.printableLines }
        text += "\n" + style.paint("Params", .bold) + ", by place or as --set NAME=VALUE\n"
        let declarations = parameters.map { parameter in
            (parameter.type.map { ": \($0)" } ?? "") + (parameter.takesRest ? "..." : "")
                + (parameter.fallback.map { " = \($0)" } ?? "")
        }
        let heads = zip(parameters, declarations).map { $0.name + $1 }
        let width = min(heads.map { TextWidth.columns($0) }.max() ?? 0, 40)
        for (head, parameter) in zip(heads, parameters) {
            let padding = String(repeating: " ", count: max(0, width - TextWidth.columns(head)))
            text += "  \(head)\(parameter.text.isEmpty ? "" : padding + "  " + parameter.text)\n"
        }
        return text.printableLines
    }
}
