extension JSON {
    /// How texts and numbers are written.
    public enum Style: Sendable {
        /// As Python's `json.dumps`: everything that is not ASCII escaped; NaN and infinities by name.
        case python
        /// As people and strict readers like it: letters of all scripts as they are, escaped only what a terminal
        /// would obey or show as nothing; NaN and infinities as null.
        case readable
    }

    /// The text Python's `json.dumps(value, indent=2)` gives: no newline at the end, non-ASCII escaped.
    public var text: String { text(.python) }

    /// The text, indented by two blanks; no newline at the end.
    public func text(_ style: Style) -> String {
        var writer = JSONWriter(style: style)
        writer.write(self, depth: 0)
        return writer.text
    }
}

private struct JSONWriter {
    let style: JSON.Style
    private(set) var text = ""

    init(style: JSON.Style) {
        self.style = style
    }

    mutating func write(_ value: JSON, depth: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .float(let value) where !value.isFinite && style == .readable: text += "null"
        case .float(let value):
            text +=
                value.isNaN
                ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : PythonFloat.repr(value)
        case .string(let value): write(value)
        case .array(let values):
            write(values, "[", "]", depth) { writer, value in writer.write(value, depth: depth + 1) }
        case .object(let object):
            write(object.entries, "{", "}", depth) { writer, entry in
                writer.write(entry.key)
                writer.text += ": "
                writer.write(entry.value, depth: depth + 1)
            }
        }
    }

    private mutating func write<Item>(
        _ items: [Item], _ open: String, _ close: String, _ depth: Int, _ body: (inout JSONWriter, Item) -> Void
    ) {
        text += open
        for (index, item) in items.enumerated() {
            text += index == 0 ? "\n" : ",\n"
            text += String(repeating: "  ", count: depth + 1)
            body(&self, item)
        }
        if !items.isEmpty { text += "\n" + String(repeating: "  ", count: depth) }
        text += close
    }

    private mutating func write(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{8}": text += "\\b"
            case "\u{c}": text += "\\f"
            case " "..."~": text.unicodeScalars.append(scalar)
            case _ where style == .readable && !Self.isInvisible(scalar): text.unicodeScalars.append(scalar)
            default:
                for unit in Character(scalar).utf16 {
                    let hex = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                }
            }
        }
        text += "\""
    }

    /// Controls, format characters (direction marks among them) and separators of lines.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
