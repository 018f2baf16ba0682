import Language

/// The signature table as help: one command, one argument, or the list of all.
public struct HelpText: Sendable {
    /// The commands it explains.
    public let table: SignatureTable
    /// Whether and in which colours.
    public let style: Style
    /// Columns to wrap at.
    public let width: Int

    /// - Parameter width: columns that no line exceeds where its words allow.
    public init(_ table: SignatureTable, style: Style = .plain, width: Int = 80) {
        self.table = table
        self.style = style
        self.width = max(width, 30)
    }

    /// `help`: every command with its line.
    public func overview() -> String {
        definitions(table.commands.map { ($0.name, $0.summary) })
    }

    /// `help sample`: synopsis, arguments with types, defaults and meaning, examples.
    public func command(_ command: CommandSignature) -> String {
        var text = title(command.name, command.summary) + "\n"
        text += wrap(synopsis(command), first: 2, rest: 6)
        if !command.details.isEmpty {
            text +=
                "\n"
                + command.details.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "\n" : wrap(String($0), first: 0, rest: 0) }.joined()
        }
        if !command.parameters.isEmpty {
            text += "\n" + style.paint("Arguments", .bold) + "\n"
            text += definitions(command.parameters.map { ($0.name, meaning($0)) })
        }
        if command.result != .none {
            let object = command.result.objectName.flatMap(table.objectType)
            text += "\n" + style.paint("Yields", .bold) + "\n"
            text += wrap(command.result.name + (object.map { ": \($0.summary)" } ?? ""), first: 2, rest: 4)
        }
        if !command.examples.isEmpty {
            text += "\n" + style.paint("Examples", .bold) + "\n"
            for example in command.examples {
                text += example.split(separator: "\n").map { "  \($0)\n" }.joined()
            }
        }
        return text
    }

    /// `help functions`: how each is called, and what it gives.
    public func functions() -> String {
        definitions(table.functions.map { ($0.callSynopsis, $0.summary) }, widest: 34)
            + "\n  Arguments stand by place or by name: join($names, separator=\"-\").\n"
    }

    /// `help best`: one function.
    public func function(_ function: CommandSignature) -> String {
        var text = title(function.callSynopsis, function.summary)
        if !function.details.isEmpty { text += "\n" + wrap(function.details, first: 0, rest: 0) }
        let described = function.parameters.filter { !$0.summary.isEmpty }
        if !described.isEmpty {
            text += "\n" + style.paint("Arguments", .bold) + "\n"
            text += definitions(described.map { ($0.name, meaning($0)) })
        }
        if !function.examples.isEmpty {
            text += "\n" + style.paint("Examples", .bold) + "\n"
            text += function.examples.map { "  \($0)\n" }.joined()
        }
        return text
    }

    /// `help hydra`: words of another tool, and what is written here.
    public func translations(_ rows: [(there: String, here: String)]) -> String {
        definitions(rows.map { ($0.there, $0.here) }, widest: 42)
    }

    /// `help sample.top_p`.
    public func argument(_ parameter: Parameter, of command: CommandSignature) -> String {
        style.paint("\(command.name) \(parameter.declaration)", .bold) + "\n"
            + wrap(meaning(parameter), first: 2, rest: 2)
    }

    /// `help Checkpoint`: a type's fields.
    public func objectType(_ type: ObjectType) -> String {
        var text = title(type.name, type.summary)
        if !type.fields.isEmpty {
            text += "\n" + style.paint("Fields", .bold) + "\n"
            text += definitions(type.fields.map { (".\($0.name)", "\($0.type.name). \($0.summary)") })
        }
        if let element = type.element {
            text += "\n  [0] is \(element.name), [0..<8] \(type.slice?.name ?? type.name)\n"
        }
        if let keyed = type.keyed { text += "\n  [\"name\"] is \(keyed.name)\n" }
        return text
    }

    /// `sample [checkpoint] [n=1000] …`
    public func synopsis(_ command: CommandSignature) -> String {
        let parts = command.parameters.map { parameter in
            let name = parameter.name
            var text =
                switch parameter.form {
                case .positional: name.uppercased()
                case .variadic: "\(name.uppercased())…"
                case .named: "\(name)=\(shortType(parameter))"
                case .clause: "\(name) \(parameter.type.name.uppercased())"
                }
            if parameter.absence != .required { text = "[\(text)]" }
            return text
        }
        return ([command.name] + parts).joined(separator: " ")
    }

    private func shortType(_ parameter: Parameter) -> String {
        if case .literal(let text) = parameter.absence { return text }
        return parameter.type.name
    }

    private func meaning(_ parameter: Parameter) -> String {
        let otherwise =
            switch parameter.absence {
            case .required: "required"
            case .literal(let text): "default \(text)"
            case .session: "default: the session's last"
            case .sessionIfAny: "default: the session's last, if any"
            case .decided(let how): how.isEmpty ? "optional" : "default: \(how)"
            }
        let pipe = parameter.takesPipe ? "; may be piped" : ""
        return "\(parameter.type.name), \(otherwise)\(pipe). \(parameter.summary)"
    }

    // MARK: Layout

    private func title(_ name: String, _ summary: String) -> String {
        style.paint(name, .bold) + wrap("\(name) — \(summary)", first: 0, rest: 2).dropFirst(name.count)
    }

    /// A text laid out for 80 columns or more, its longer lines wrapped; what goes on stands under the second column,
    /// where there is one.
    public func fitted(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard TextWidth.columns(line) > width else { return String(line) }
            let start = line.prefix { $0 == " " }.count
            var rest = start + 2
            if let gap = line.dropFirst(start).firstRange(of: "  ") {
                let second = line[gap.lowerBound...].drop { $0 == " " }.startIndex
                let column = line.distance(from: line.startIndex, to: second)
                if column <= width / 2 { rest = column }
            }
            let head = String(line.prefix(rest))
            // Wrapping makes one blank of many: the head keeps its own.
            guard rest > start + 2 else { return String(wrap(String(line), first: start, rest: rest).dropLast()) }
            return head + wrap(String(line.dropFirst(rest)), first: rest, rest: rest).dropFirst(rest).dropLast()
        }.joined(separator: "\n")
    }

    /// - Parameter widest: what the first column takes at most.
    private func definitions(_ entries: [(name: String, text: String)], widest: Int = 24) -> String {
        // Where two columns would be too narrow to read, the text stands below the name.
        let indent = width < 60 ? 6 : min(widest, (entries.map { TextWidth.columns($0.name) }.max() ?? 0) + 4)
        return entries.map { entry in
            let blanks = indent - 2 - TextWidth.columns(entry.name)
            let head = "  " + style.paint(entry.name, .cyan)
            guard blanks >= 2 else { return head + "\n" + wrap(entry.text, first: indent, rest: indent) }
            return head + wrap(entry.text, first: indent, rest: indent).dropFirst(indent - blanks)
        }.joined()
    }

    /// Wraps at blanks, with so many blanks before the first line and the rest; ends with a line end.
    func wrap(_ text: String, first: Int, rest: Int) -> String {
        var lines: [String] = []
        var line = String(repeating: " ", count: first)
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, TextWidth.columns(line) + 1 + TextWidth.columns(word) > width {
                lines.append(line)
                line = String(repeating: " ", count: rest)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        lines.append(line)
        return lines.map { $0.trimmedEnd + "\n" }.joined()
    }
}

extension ValueType {
    /// The object type's name, through `optional`.
    var objectName: String? {
        switch self {
        case .object(let name): name
        case .optional(let type): type.objectName
        default: nil
        }
    }
}
