/// What a terminal may be given. Names, messages and texts come from files, which may hold anything, and a terminal obeys
/// controls, lets direction marks turn a line round, and breaks it at separators.
extension String {
    /// One line that a terminal obeys nothing of; tabs stay.
    public var printable: String { withoutCommands(except: ["\t"]) }

    /// The same for a text of several lines.
    public var printableLines: String { withoutCommands(except: ["\t", "\n"]) }

    private func withoutCommands(except kept: Set<Unicode.Scalar>) -> String {
        guard unicodeScalars.contains(where: { $0.isTerminalCommand && !kept.contains($0) }) else { return self }
        let scalars = unicodeScalars.map { $0.isTerminalCommand && !kept.contains($0) ? "\u{fffd}" : $0 }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension Unicode.Scalar {
    /// Controls, marks of direction (U+202E and its like), separators of lines.
    var isTerminalCommand: Bool {
        if value < 0x7f { return value < 0x20 }
        if properties.isBidiControl { return true }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}

extension Style {
    /// `text` as it may leave: of all that a terminal would obey only line ends, tabs and this style's own inks stay,
    /// whoever wrote it.
    public func outgoing(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { $0.isTerminalCommand && $0 != "\n" && $0 != "\t" }) else { return text }
        var result = String.UnicodeScalarView()
        var rest = scalars[...]
        while let first = rest.first {
            if first == "\u{1b}", isColoured, let ink = Self.inks.first(where: { rest.starts(with: $0.unicodeScalars) })
            {
                result.append(contentsOf: ink.unicodeScalars)
                rest = rest.dropFirst(ink.unicodeScalars.count)
            } else {
                result.append(first.isTerminalCommand && first != "\n" && first != "\t" ? "\u{fffd}" : first)
                rest = rest.dropFirst()
            }
        }
        return String(result)
    }

    private static let inks = ["\u{1b}[0m"] + Ink.allCases.map { "\u{1b}[\($0.rawValue)m" }
}
